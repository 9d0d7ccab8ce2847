import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withAnswer } from '../progress/answers.ts';
import { noProgress } from '../progress/progress.ts';
import { lineWidth, plain } from '../render/text.ts';
import { glyphSets, themes } from '../render/theme.ts';
import { atQuestions, question, questions, workshopAsking } from './questions.fixture.ts';
import { Story } from './story.fixture.ts';
import { view } from './view.ts';

/** The question with the pointer, by its number. */
function marked(story: Story): string | undefined {
  return /▸(\d)\./.exec(story.screen())?.[1];
}

function answers(story: Story): string[] {
  return story.asked('save-answer').map((each) => `${each.questionId} ${each.option} ${each.right}`);
}

const small = { columns: 60, rows: 15 };

describe('the end of a lesson', () => {
  test('asks, with the letters that answer in the footer, and tells nothing of the answers', () => {
    const screen = atQuestions({ size: { rows: 30 } }).screen();
    expect(screen).toContain('Check yourself');
    expect(screen).toMatch(/▸1\. What about tea\?/);
    expect(screen).toMatch(/c\) tea blue/);
    expect(screen).not.toContain('Why');
    expect(screen).toMatch(/a b c answer 1 {2}Tab question/);
    expect(screen).toContain('"01 Ask a question" practises this: press Enter to open it.');
  });

  test('a lesson without questions asks nothing, and letters and Tab do nothing there', () => {
    const story = new Story({ workshop: workshopAsking([]) }).press('return', 'end');
    expect(story.screen()).not.toContain('Check yourself');
    const before = story.screen();
    expect(story.press('a', 'd', 'tab', 'S-tab').screen()).toBe(before);
    expect(answers(story)).toEqual([]);
  });

  test('questions hold nobody up: the lesson is read, and Enter opens what comes next', () => {
    const story = atQuestions();
    expect(story.asked('save-lesson-read')).toHaveLength(1);
    expect(story.press('return').rows()[1]).toContain('01 Ask a question');
  });

  test('reading on leads to them; in the text letters answer nothing that nobody can see', () => {
    const story = new Story({ workshop: workshopAsking(questions) }).press('return', 'a');
    expect(answers(story)).toEqual([]);
    expect(story.screen()).toContain('The questions are at the end: Tab goes there.');
    expect(story.rows().at(-1)).not.toContain('answer');
    expect(story.press('space', 'space', 'space').screen()).toContain('What about tea?');
  });
});

describe('an answer', () => {
  test('that is wrong says so, explains it, and says what is right', () => {
    const story = atQuestions().press('c');
    expect(answers(story)).toEqual(['tea blue false']);
    expect(story.screen()).toMatch(/✗ {2}c\) tea blue +\n +Wrong\. Why tea blue\./);
    expect(story.screen()).toMatch(/✓ {2}b\) tea green +\n +This is right\. Why tea green\./);
    expect(story.screen()).not.toContain('Why tea red.');
    expect(marked(story)).toBe('1');
  });

  test('may be given again; when it is right, the next question is at hand', () => {
    const story = atQuestions().press('c', 'b');
    expect(answers(story)).toEqual(['tea blue false', 'tea green true']);
    expect(story.screen()).toMatch(/✓ {2}b\) tea green +\n +Right\. Why tea green\./);
    expect(story.screen()).not.toContain('Wrong.');
    expect(marked(story)).toBe('2');
    story.press('b').press('b');
    expect(answers(story).slice(2)).toEqual(['rice hot true', 'soup thick true']);
    expect(story.screen()).toMatch(/▸3\. What about soup/);
  });

  test('of a letter that the question does not have changes nothing, and says which it has', () => {
    const story = atQuestions().press('tab', 'd');
    expect(answers(story)).toEqual([]);
    expect(story.screen()).toContain('Question 2 has the answers a to b.');
  });

  test('in a small terminal comes on the screen with its explanation, and the place in the text stays', () => {
    const story = atQuestions({ size: small }).press('tab', 'a');
    expect(story.screen()).toContain('Wrong. Why');
    expect(story.screen()).toContain('This is right. Why');
    const tall = [
      question(
        'the longest',
        ['one', 'two', 'three'].map((word) => `${word} `.repeat(60)),
      ),
    ];
    const long = new Story({ size: small, workshop: workshopAsking(tall) }).press('return', 'tab', 'c');
    expect(long.screen()).toContain('Wrong. Why the longest three');
    expect(long.rows().slice(3).join('')).toMatch(/▸/);
  });

  test('that comes below the beginning of the screen moves nothing above it', () => {
    const story = atQuestions({ size: { columns: 80, rows: 40 } });
    const before = story.rows().slice(2, 10);
    expect(story.press('a').rows().slice(2, 10)).toEqual(before);
  });

  test('is there at the next start, unless the question is another one by then', () => {
    const { progress } = atQuestions().press('b').state;
    expect(atQuestions({ progress }).screen()).toContain('Right. Why tea green.');
    const others = workshopAsking([question('milk', ['red', 'green']), questions[0] ?? question('', [])]);
    const screen = atQuestions({ progress, workshop: others }).screen();
    expect(screen).toMatch(/1\. What about milk\? *\n +a\) milk red *\n +b\) milk green/);
    expect(screen).toContain('Right. Why tea green.');
  });

  test('is told without colours and symbols too', () => {
    const story = atQuestions({ theme: themes.mono, glyphs: glyphSets.ascii }).press('c');
    const { lines } = view(story.state);
    expect(lines.flat().some(({ style }) => style.fg !== undefined || style.bg !== undefined)).toBe(false);
    expect(story.screen()).toMatch(/>1\. What about tea/);
    expect(story.screen()).toMatch(/x {2}c\) tea blue +\n +Wrong\./);
    expect(story.screen()).toMatch(/\+ {2}b\) tea green/);
  });
});

describe('turning to a question', () => {
  test('Tab leads from the text to the first that is not answered right, and around', () => {
    const progress = withAnswer(noProgress, 'basics', 'tea', { option: 'green', right: true }, new Date(0));
    const story = new Story({ progress, workshop: workshopAsking(questions) }).press('return', 'tab');
    expect(marked(story)).toBe('2');
    expect(marked(story.press('tab'))).toBe('3');
    expect(marked(story.press('tab'))).toBe('1');
    expect(marked(story.press('S-tab'))).toBe('3');
    expect(story.rows().at(-1)).toContain('a b c d answer 3');
  });

  test('a question with a right answer can be turned to, and answered anew', () => {
    const story = atQuestions().press('b', 'S-tab');
    expect(marked(story)).toBe('1');
    expect(story.press('a').screen()).toContain('Wrong. Why tea red.');
    expect(marked(story)).toBe('1');
  });

  test('in a small terminal each is whole on the screen when it is turned to', () => {
    const story = new Story({ size: small, workshop: workshopAsking(questions) }).press('return');
    for (const { text, options } of [...questions, ...questions]) {
      const screen = story.press('tab').screen();
      expect(screen).toContain(text);
      for (const option of options) expect(screen).toContain(option.text);
    }
  });

  test('what scrolls away gives its mark to what comes', () => {
    const story = new Story({ size: small, workshop: workshopAsking(questions) }).press(
      'return',
      'tab',
      'end',
    );
    expect(marked(story)).not.toBe('1');
    story.press('b');
    expect(answers(story)[0]).not.toContain('tea');
  });
});

describe('the list', () => {
  test('shows how many are answered right, when there is room for the title too', () => {
    const story = atQuestions().press('a', 'escape');
    expect(story.screen()).toMatch(/The basics 你好 +read/);
    expect(story.screen()).toContain('5 minutes to read, 3 questions');
    story.press('return', 'b', 'escape');
    expect(story.screen()).toMatch(/The basics 你好 +1\/3 {2}read/);
    expect(story.screen()).toContain('5 minutes to read, 1 of 3 questions answered right');
    const [chapter, ...others] = story.state.workshop.chapters;
    const items = (chapter?.items ?? []).map((item) =>
      item.id === 'basics' ? { ...item, title: 'A title of thirty-one letters..' } : item,
    );
    const long = {
      ...story.state.workshop,
      chapters: [...(chapter ? [{ ...chapter, items }] : []), ...others],
    };
    const narrow = new Story({ progress: story.state.progress, workshop: long, size: { columns: 100 } });
    const wide = new Story({ progress: story.state.progress, workshop: long });
    expect(narrow.press('escape').screen()).not.toContain('1/3  read');
    expect(wide.press('escape').screen()).toContain('1/3  read');
  });
});

test('a resize at the questions stays at the questions', () => {
  const story = atQuestions({ size: small }).press('tab', 'tab');
  for (const [columns, rows] of [
    [120, 40],
    [70, 18],
    [60, 15],
  ] as const) {
    expect(story.resize(columns, rows).screen()).toMatch(/What about (tea|rice|soup)/);
  }
  expect(story.press('end').resize(72, 15).screen()).toContain('practises this');
});

test('whatever is pressed at the questions, at any size, the frame is whole', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'tab', 'S-tab', 'j', 'k', 'space', 'end', 'home', '?');
  const size = fc.record({
    columns: fc.integer({ min: 55, max: 130 }),
    rows: fc.integer({ min: 12, max: 45 }),
  });
  const long = question('long 你好 🙂', [
    'a_very_long_word_that_fits_nowhere_'.repeat(4),
    'and words '.repeat(90),
  ]);
  const asking = workshopAsking([...questions, long]);
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 6, arbitrary: key }, size), { maxLength: 40 }), (steps) => {
      const story = new Story({ workshop: asking, lines: 12 }).press('return');
      for (const step of steps) {
        if (typeof step === 'string') story.press(step);
        else story.resize(step.columns, step.rows);
        const { lines } = view(story.state);
        const { columns, rows } = story.state.size;
        expect(lines.map(lineWidth)).toEqual(Array.from({ length: rows }, () => columns));
        expect(lines.filter((line) => plain(line).includes('▸')).length).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 100 },
  );
});
