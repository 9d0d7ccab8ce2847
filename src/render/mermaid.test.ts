import { describe, expect, test } from 'vitest';
import { renderMermaid } from './mermaid.ts';
import { glyphSets } from './theme.ts';
import { cellWidth } from './width.ts';

const { unicode, ascii } = glyphSets;

const reference = `sequenceDiagram
    participant App as Your Code
    participant API as Chat Completions API
    participant LLM as Language Model
    App->>API: messages + parameters
    API->>LLM: Process messages
    LLM-->>API: Generated completion
    API-->>App: Response with choices`;

async function drawn(source: string, width: number, glyphs = unicode): Promise<string> {
  return (await renderMermaid(source, { width, glyphs }))?.join('\n') ?? 'not drawn';
}

describe('the reference diagram', () => {
  test('at 66 columns', async () => {
    expect(`\n${await drawn(reference, 66)}`).toBe(`
┌───────────┐       ┌──────────────────────┐    ┌────────────────┐
│ Your Code │       │ Chat Completions API │    │ Language Model │
└─────┬─────┘       └───────────┬──────────┘    └────────┬───────┘
      │                         │                        │
      │  messages + parameters  │                        │
      │─────────────────────────▶                        │
      │                         │                        │
      │                         │    Process messages    │
      │                         │────────────────────────▶
      │                         │                        │
      │                         │  Generated completion  │
      │                         ◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│
      │                         │                        │
      │  Response with choices  │                        │
      ◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│                        │
      │                         │                        │
┌─────┴─────┐       ┌───────────┴──────────┐    ┌────────┴───────┐
│ Your Code │       │ Chat Completions API │    │ Language Model │
└───────────┘       └──────────────────────┘    └────────────────┘`);
  });

  test('in a narrow window as a list of its arrows', async () => {
    expect(`\n${await drawn(reference, 50)}`).toBe(`
1. Your Code → Chat Completions API: messages +
   parameters
2. Chat Completions API → Language Model: Process
   messages
3. Language Model ⇢ Chat Completions API:
   Generated completion
4. Chat Completions API ⇢ Your Code: Response with
   choices`);
  });

  test('in ASCII', async () => {
    const wide = await drawn(reference, 70, ascii);
    expect(wide).toMatch(/^[\n -~]+$/);
    expect(wide).toContain('| Chat Completions API |');
    expect(wide.match(/-{20,}>/g)).toHaveLength(2);
    expect(wide.match(/<\.{20,}/g)).toHaveLength(2);
    expect(await drawn(reference, 50, ascii)).toContain('3. Language Model --> Chat Completions API:');
  });

  test.each([40, 50, 62, 66, 70, 100])('is no wider than %i', async (width) => {
    for (const row of (await drawn(reference, width)).split('\n'))
      expect(cellWidth(row)).toBeLessThanOrEqual(width);
  });
});

test('wide characters do not shift the lines', async () => {
  const rows = (await drawn('sequenceDiagram\nA->>B: 日本語 e\u0301 hi\nB-->>A: 👍🏽', 60)).split('\n');
  expect(rows.join('\n')).toContain('日本語 e\u0301 hi');
  const lifelines = rows.filter((row) => row.endsWith('│') && !row.startsWith('│')).map(cellWidth);
  expect(lifelines.length).toBeGreaterThan(3);
  expect(new Set(lifelines).size).toBe(1);
});

test('blocks and notes are kept in the list', async () => {
  const source = 'sequenceDiagram\nloop until done\nA->>B: ask\nNote over A,B: think\nend\nB-->>A: answer';
  expect(await drawn(source, 15)).toBe(
    '· loop until\n  done\n  1. A → B: ask\n  · note: think\n2. B ⇢ A:\n   answer',
  );
});

describe('flowcharts', () => {
  const loop = 'flowchart LR\n  A[Ask] --> B{Tool?}\n  B -->|yes| C[Call]\n  C --> B\n  B -->|no| D[Answer]';

  test('are drawn without rows that only lead lines on', async () => {
    expect(`\n${await drawn('flowchart TD\n  A[Ask] --> B[Answer]', 40)}`).toBe(`
┌────────┐
│  Ask   │
└────┬───┘
     ▼
┌────────┐
│ Answer │
└────────┘`);
  });

  test('are turned upright when they are too wide', async () => {
    const source = 'flowchart LR\n  A[First box] --> B[Second box] --> C[Third box]';
    expect((await drawn(source, 60)).split('\n')).toHaveLength(3);
    expect((await drawn(source, 30)).split('\n').length).toBeGreaterThan(6);
  });

  test('show each arrow of a pair that goes both ways', async () => {
    const picture = await drawn(loop, 60);
    expect(picture).not.toMatch(/◄[^ ]*►/);
    for (const label of ['Ask', 'Tool?', 'yes', 'no', 'Call', 'Answer']) expect(picture).toContain(label);
  });

  test('become a list in a narrow window', async () => {
    expect(await drawn(loop, 14)).toBe(
      '1. Ask → Tool?\n2. Tool? →\n   Call (yes)\n3. Call →\n   Tool?\n4. Tool? →\n   Answer (no)',
    );
  });
});

test.each(['pie title Pets\n "Dogs" : 3', '', 'no diagram at all', 'sequenceDiagram'])(
  'does not draw %j',
  async (source) => {
    expect(await renderMermaid(source, { width: 80, glyphs: unicode })).toBeUndefined();
  },
);
