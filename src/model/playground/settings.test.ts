import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offeredModels as models } from '../models.ts';
import { defaultSettings } from './request.ts';
import { type ParameterName, parameterNames, shownSetting, stepped, withSetting } from './settings.ts';

function typed(name: ParameterName, text: string): string {
  const changed = withSetting(defaultSettings, name, text);
  return 'problem' in changed ? changed.problem : shownSetting(changed.settings, name);
}

describe('a typed value', () => {
  test.each([
    ['temperature', ' 0.5 ', '0.5'],
    ['temperature', '.5', '0.5'],
    ['temperature', '2', '2'],
    ['temperature', '', 'default'],
    ['top_p', '0', '0'],
    ['max_tokens', '100', '100'],
    ['max_tokens', 'default', 'default'],
    ['model', 'my-own-model', 'my-own-model'],
    ['stream', 'off', 'off'],
    ['stream', 'TRUE', 'on'],
  ] as const)('for %s of %j is %s', (name, text, shown) => {
    expect(typed(name, text)).toBe(shown);
  });

  test.each([
    ['temperature', '2.1', "temperature is a number from 0 to 2, or empty for the model's own."],
    ['temperature', 'warm', 'temperature is a number from 0 to 2'],
    ['temperature', '0x1', 'temperature is a number'],
    ['temperature', 'NaN', 'temperature is a number'],
    ['max_tokens', '0', 'max_tokens is a whole number, 1 or more'],
    ['max_tokens', '1.5', 'max_tokens is a whole number'],
    ['max_tokens', '1e3', 'max_tokens is a whole number'],
    ['top_p', '-1', 'top_p is a number from 0 to 1'],
    ['model', 'two words', 'A model has a name without spaces'],
    ['model', '', 'A model has a name without spaces'],
    ['stream', 'maybe', 'stream is on or off.'],
  ] as const)('for %s of %j is a mistake that says what is right', (name, text, problem) => {
    expect(typed(name, text)).toContain(problem);
  });
});

describe('a step', () => {
  test('goes from unset to the lowest value, up to the highest, and back to unset', () => {
    let settings = stepped(defaultSettings, 'temperature', 1);
    expect(settings.temperature).toBe(0);
    for (let step = 0; step < 40; step += 1) settings = stepped(settings, 'temperature', 1);
    expect(settings.temperature).toBe(2);
    for (let step = 0; step < 40; step += 1) settings = stepped(settings, 'temperature', -1);
    expect(settings.temperature).toBeUndefined();
  });

  test('from a value between two goes to its neighbour', () => {
    expect(stepped({ ...defaultSettings, max_tokens: 100 }, 'max_tokens', 1).max_tokens).toBe(128);
    expect(stepped({ ...defaultSettings, max_tokens: 100 }, 'max_tokens', -1).max_tokens).toBe(64);
  });

  test('goes round the models, also from one that is not known', () => {
    let settings = defaultSettings;
    const seen = new Set<string>();
    for (const _ of models) {
      seen.add(settings.model);
      settings = stepped(settings, 'model', 1);
    }
    expect(seen.size).toBe(models.length);
    expect(settings.model).toBe(defaultSettings.model);
    expect(stepped({ ...settings, model: 'mine' }, 'model', -1).model).toBe(models[0]?.id);
  });

  test('never leads to a value that could not be typed', () => {
    const step = fc.tuple(fc.constantFrom(...parameterNames), fc.constantFrom(1 as const, -1 as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const settings = steps.reduce((before, [name, by]) => stepped(before, name, by), defaultSettings);
        for (const name of parameterNames)
          expect(withSetting(settings, name, shownSetting(settings, name))).toEqual({ settings });
      }),
    );
  });
});
