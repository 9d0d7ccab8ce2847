import { describe, expect, test } from 'vitest';
import { glyphSets } from '../render/theme.ts';
import { actionOf, bindings, labelOf } from './keys.ts';
import { Story } from './story.fixture.ts';

describe('keys', () => {
  test('a key has one meaning on a surface', () => {
    const keys = bindings.flatMap((binding) =>
      binding.keys.flatMap((key) => binding.surfaces.map((surface) => `${key} ${surface}`)),
    );
    expect(keys).toHaveLength(new Set(keys).size);
    const actions = bindings.map(({ action }) => action);
    expect(actions).toHaveLength(new Set(actions).size);
  });

  test('the documented keys do what is documented', () => {
    const documented = {
      up: 'up',
      k: 'up',
      down: 'down',
      j: 'down',
      return: 'open',
      tab: 'next-tab',
      'S-tab': 'previous-tab',
      '1': 'task',
      '5': 'hints',
      a: 'answer-a',
      d: 'answer-d',
      r: 'run',
      g: 'grade',
      w: 'watch',
      h: 'hint',
      e: 'edit',
      n: 'next-item',
      p: 'previous-item',
      '[': 'go-back',
      ']': 'go-forward',
      '?': 'help',
      '.': 'stop',
      escape: 'back',
      x: 'reset',
      u: 'undo',
      q: 'quit',
      space: 'page-down',
      home: 'top',
      end: 'bottom',
    };
    for (const [key, action] of Object.entries(documented))
      expect([key, actionOf(key, 'task')]).toEqual([key, action]);
  });

  test('a key may mean another thing in another tab', () => {
    expect([actionOf('[', 'output'), actionOf(']', 'wire')]).toEqual(['previous-attempt', 'next-attempt']);
    expect([actionOf('o', 'wire'), actionOf('o', 'lesson')]).toEqual(['raw', 'outline']);
  });

  test('the help shows every key, on every surface', () => {
    const surfaces = [[], ['return'], ['down', 'return']];
    for (const way of surfaces) {
      const screen = new Story({ size: { columns: 120, rows: 50 } }).press(...way, '?').screen();
      for (const binding of bindings) {
        expect(screen).toContain(binding.help);
        expect(screen).toContain(labelOf(binding, glyphSets.unicode));
      }
    }
  });

  test('the footer shows the keys of the surface, and help and quit at any width', () => {
    for (const columns of [60, 80, 120]) {
      const last = (story: Story) => story.rows().at(-1) ?? '';
      const tree = last(new Story({ size: { columns } }));
      expect(tree).toContain('Enter open');
      const exercise = last(new Story({ size: { columns } }).press('down', 'return'));
      expect(exercise).toContain('g grade');
      expect(exercise).toContain('Esc back');
      for (const footer of [tree, exercise]) expect(footer).toMatch(/\? help {2}q quit/);
    }
  });

  test('where there are no arrows, the labels are words', () => {
    const screen = new Story({ glyphs: glyphSets.ascii, size: { columns: 120, rows: 40 } })
      .press('?')
      .screen();
    expect(screen).toContain('Up k Down j');
    expect(screen).not.toMatch(/[↑↓]/);
  });
});
