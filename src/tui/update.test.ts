import { describe, expect, test } from 'vitest';
import { noProgress, withGrade, withPosition } from '../progress/progress.ts';
import { exchange } from '../render/transcript.fixture.ts';
import type { Event } from './events.ts';
import { attempt, check, result, Story, workshop } from './story.fixture.ts';

/** A learner who has opened the first exercise, whose id is `ask`. */
function atExercise(size: { columns?: number; rows?: number } = {}): Story {
  return new Story({ size }).press('down', 'return');
}

/** What a grade tells while it goes on: one attempt with some output. */
function attemptEvents(runId: number, output: string, index = 0, title = 'a question'): Event[] {
  return [
    { type: 'work', runId, event: { type: 'attempt-started', attempt: index, title, args: ['hello'] } },
    { type: 'work', runId, event: { type: 'output', attempt: index, stream: 'stdout', text: output } },
    { type: 'work', runId, event: { type: 'attempt-ended', attempt: index, result: attempt(output) } },
  ];
}

function graded(runId: number, ...checks: Parameters<typeof result>[0]): Event {
  return { type: 'graded', runId, result: result(checks) };
}

const passed = [check('one', 'passed'), check('two', 'passed')];
const failed = [check('one', 'passed'), check('two', 'failed')];

describe('starting', () => {
  test('the first start shows a welcome and selects the first lesson', () => {
    const story = new Story();
    expect(story.screen()).toContain('Welcome to Agentlings');
    expect(story.screen()).toMatch(/▸ ○ The basics 你好 +unread/);
    expect(story.screen()).toContain('simulated model  0/4 done');
  });

  test('a learner who has been here is back in the lesson, at the line', () => {
    const progress = withPosition(noProgress, 'tools', 7);
    const rows = new Story({ progress }).rows();
    expect(rows[1]).toContain('Tools and how models call them');
    expect(rows[3]).toContain('tools line 8');
  });

  test('a place that the workshop no longer has is forgotten', () => {
    const progress = withPosition(noProgress, 'gone', 3);
    expect(new Story({ progress }).screen()).toContain('▸ ○ The basics');
  });

  test('every text is where it was left, also at another width', () => {
    const story = new Story({ lines: 100 }).press('return', 'j', 'j', 'n', 'space', 'n', 'n');
    story.press('j', 'j', 'j', 'j', 'q');
    const { progress } = story.state;
    expect(Object.keys(progress.places)).toEqual(['basics', 'exercise:ask', 'exercise:answer', 'tools']);
    const again = new Story({ progress, lines: 100 });
    expect(again.screen()).toContain('tools line 5');
    expect(again.press('p', 'p', 'p').screen()).toContain('basics line 3');
    expect(again.screen()).not.toContain('basics line 2 ');
    // Twice as many lines: the same share of the text.
    const narrow = new Story({ progress, lines: 200 }).press('p', 'p', 'p');
    expect(narrow.screen()).toContain('basics line 5');
    expect(narrow.screen()).not.toContain('basics line 4 ');
  });

  test('quitting a lesson remembers the line; the next start shows it', () => {
    const story = new Story().press('return', 'j', 'j', 'j', 'q');
    expect(story.effects.at(-1)).toEqual({ type: 'quit' });
    expect(story.asked('save-position').at(-1)).toEqual({
      type: 'save-position',
      itemId: 'basics',
      scroll: 3,
      lines: 42,
    });
    expect(new Story({ progress: story.state.progress }).rows()[3]).toContain('basics line 4');
  });

  test('quitting from the list keeps the line of the selected lesson', () => {
    const story = new Story().press('return', 'j', 'j', 'escape', 'q');
    expect(story.asked('save-position').at(-1)).toMatchObject({ itemId: 'basics', scroll: 2 });
  });
});

describe('the list', () => {
  test('the selection stays within the list', () => {
    const story = new Story().press('up', 'up');
    expect(story.state.cursor).toBe(0);
    expect(story.press('end', 'down', 'down').state.cursor).toBe(3);
    expect(story.screen()).toMatch(/▸ ○ Tools and how models call them/);
  });

  test('status is in symbol and word, with how many are done', () => {
    const passedOnce = withGrade(noProgress, 'ask', { points: 6, maxPoints: 6, passed: true }, new Date(0));
    const tried = withGrade(passedOnce, 'answer', { points: 2, maxPoints: 6, passed: false }, new Date(0));
    const screen = new Story({ progress: tried }).screen();
    expect(screen).toMatch(/Talking to a model +1\/3/);
    expect(screen).toMatch(/✓ 01 Ask a question +passed/);
    expect(screen).toMatch(/◐ 02 Answer 🙂 back +started/);
    expect(screen).toMatch(/○ Tools and how models call them +unread/);
  });

  test('g on a selected exercise opens and grades it; on a lesson it says why not', () => {
    const story = new Story().press('g');
    expect(story.asked('grade')).toEqual([]);
    expect(story.screen()).toContain('Open an exercise first');
    story.press('down', 'g');
    expect(story.asked('grade')).toEqual([{ type: 'grade', runId: 1, exerciseId: 'ask' }]);
    expect(story.screen()).toContain('grading');
  });
});

describe('reading', () => {
  test('keys scroll, and never beyond either end', () => {
    const story = new Story().press('return', 'k');
    expect(story.rows()[3]).toContain('basics line 1 ');
    expect(story.press('j').rows()[3]).toContain('basics line 2 ');
    expect(story.press('space').rows()[3]).toContain('basics line 19 ');
    expect(story.press('pageup').rows()[3]).toContain('basics line 2 ');
    expect(story.press('end', 'j', 'space').screen()).toContain('100%');
    expect(story.press('k').rows().at(-4)).toContain('basics line 40');
    expect(story.press('home').rows()[3]).toContain('basics line 1 ');
  });

  test('a lesson is read when its end has been on the screen, and that is noted once', () => {
    const story = new Story().press('return', 'j');
    expect(story.asked('save-lesson-read')).toEqual([]);
    story.press('end', 'k', 'end', 'j');
    expect(story.asked('save-lesson-read')).toEqual([{ type: 'save-lesson-read', lessonId: 'basics' }]);
    expect(story.press('escape').screen()).toMatch(/✓ The basics 你好 +read/);
  });

  test('the end says which exercise practises the lesson, and Enter opens it', () => {
    const story = new Story().press('return', 'end');
    expect(story.screen()).toContain(
      'The exercise "01 Ask a question" practises this: press Enter to open it.',
    );
    expect(story.press('return').rows()[1]).toContain('01 Ask a question');
    expect(story.asked('watch')).toEqual([{ type: 'watch', exerciseId: 'ask' }]);
  });

  test('an exercise that is passed already makes way for the next one', () => {
    const progress = withGrade(noProgress, 'ask', { points: 6, maxPoints: 6, passed: true }, new Date(0));
    const story = new Story({ progress }).press('return', 'end');
    expect(story.screen()).toContain('"02 Answer 🙂 back" practises this');
  });

  test('Enter turns the page until the end', () => {
    const story = new Story().press('return', 'return');
    expect(story.rows()[3]).toContain('basics line 18 ');
    expect(story.press('return', 'return', 'return').rows()[1]).toContain('01 Ask a question');
  });

  test('the last lesson says that it is the end, and stays open', () => {
    const story = new Story().press('end', 'return', 'end');
    expect(story.screen()).toContain('This is the end of the workshop.');
    expect(story.press('return', 'n').rows()[1]).toContain('Tools and how models call them');
  });

  test('a resize lays the text out anew and keeps the place in it', () => {
    const story = new Story().press('return', ...Array.from({ length: 10 }, () => 'j'));
    const asked = story.asked('render').length;
    story.resize(70, 24);
    expect(story.asked('render').slice(asked)).toEqual([{ type: 'render', key: 'basics', width: 68 }]);
    expect(story.rows()[3]).toContain('basics line 11 ');
  });

  test('a layout for a width that is gone is dropped', () => {
    const story = new Story().press('return');
    const rendered = { lines: [[{ text: 'too late', style: {} }]], outline: [], links: [] };
    story.send({ type: 'document', key: 'basics', width: 40, rendered });
    expect(story.screen()).not.toContain('too late');
  });
});

describe('an exercise', () => {
  test('Tab, Shift-Tab and 1 to 6 turn to its tabs', () => {
    const story = atExercise();
    expect(story.rows()[3]).toContain('[Task]');
    expect(story.press('tab').rows()[3]).toContain('[Output]');
    expect(story.press('S-tab', 'S-tab').rows()[3]).toContain('[History]');
    expect(story.press('S-tab').rows()[3]).toContain('[Hints 0/6]');
    expect(story.press('4').rows()[3]).toContain('[Wire]');
    expect(story.press('1').rows()[3]).toContain('[Task]');
  });

  test('a failed grade shows what was expected, what was seen and what to do', () => {
    const story = atExercise().press('g');
    for (const event of attemptEvents(1, 'Hi\n')) story.send(event);
    const screen = story.send(graded(1, ...failed)).screen();
    expect(screen).toContain('[Checks 1 failed]');
    expect(screen).toMatch(/✓ The check one {2}passed/);
    expect(screen).toMatch(/✗ The check two {2}failed {2}0\/2/);
    expect(screen).toMatch(/expected +what two wants/);
    expect(screen).toMatch(/seen +what two got/);
    expect(screen).toMatch(/next +do this about two/);
    expect(screen).toContain('2 of 4 points, 1 check failed.');
    expect(story.asked('save-grade')).toHaveLength(1);
  });

  test('the first failed check is on the screen as a whole, however many passed before it', () => {
    const many = Array.from({ length: 30 }, (_, index) => check(`c${index}`, 'passed'));
    const story = atExercise()
      .press('g')
      .send(graded(1, ...many, check('late', 'failed'), ...many));
    expect(story.rows()[5]).toContain('The check late  failed');
    expect(story.screen()).toContain('do this about late');
  });

  test('a pass says so, and n opens what comes next', () => {
    const story = atExercise()
      .press('g')
      .send(graded(1, ...passed));
    expect(story.screen()).toContain('✓ passed  4/6 points');
    expect(story.screen()).toContain('Passed: 4 of 4 points. n opens what comes next.');
    expect(story.press('n').rows()[1]).toContain('02 Answer');
  });

  test('a verdict that is our fault is not noted as progress', () => {
    const story = atExercise().press('g');
    story.send({
      type: 'graded',
      runId: 1,
      result: result([], { status: 'internal', message: 'It broke.' }),
    });
    expect(story.asked('save-grade')).toEqual([]);
    story.press('g').send({ type: 'failed', runId: 2, message: 'The grader could not be loaded.' });
    expect(story.screen()).toContain('The grader could not be loaded.');
    expect(story.screen()).toContain('not graded');
  });

  test('a run shows what the program printed, harmlessly', () => {
    const story = atExercise().press('r');
    expect(story.asked('run')).toEqual([{ type: 'run', runId: 1, exerciseId: 'ask', live: false }]);
    for (const event of attemptEvents(1, '\x1b[31mred\x1b[0m \x1b]0;title\x07and {bold}{/}\n', 0, ''))
      story.send(event);
    story.send({ type: 'ran', runId: 1 });
    expect(story.rows()[3]).toContain('[Output]');
    expect(story.screen()).toContain('red and {bold}{/}');
    expect(story.screen()).toContain('run #1 · done');
    expect(story.asked('save-grade')).toEqual([]);
  });

  test('attempts are separated by their scenario, and [ and ] turn between them', () => {
    const story = atExercise().press('g');
    const long = Array.from({ length: 30 }, (_, index) => `first ${index}`).join('\n');
    for (const event of attemptEvents(1, long, 0, 'one turn')) story.send(event);
    for (const event of attemptEvents(1, long.replaceAll('first', 'second'), 1, 'two turns'))
      story.send(event);
    story.send(graded(1, ...failed)).press('2');
    expect(story.rows()[5]).toContain('── one turn "hello"');
    expect(story.press(']').rows()[5]).toContain('── two turns "hello"');
    expect(story.press('4').screen()).toContain('Attempt 2 of 2: two turns');
    expect(story.press('[').screen()).toContain('Attempt 1 of 2: one turn');
    expect(story.press('[', '[').screen()).toContain('Attempt 1 of 2: one turn');
  });

  test('Wire shows the attempt that the first failed check is about, and grows while it runs', () => {
    const story = atExercise().press('g');
    const sent = exchange(0, { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is new?' }] });
    for (const event of attemptEvents(1, 'a', 0, 'one turn')) story.send(event);
    story
      .send({ type: 'work', runId: 1, event: { type: 'exchange', attempt: 1, exchange: sent } })
      .press('4', ']');
    expect(story.screen()).toContain('What is new?');
    expect(story.rows()[3]).toContain('[Wire 1]');
    story.press('[').send(graded(1, check('turn', 'failed', { pointer: { attempt: 1 } })));
    expect(story.screen()).toContain('Attempt 1 of 2: one turn');
    story.press('g');
    for (const event of attemptEvents(2, 'a', 0, 'one turn')) story.send(event);
    for (const event of attemptEvents(2, 'b', 1, 'two turns')) story.send(event);
    story.send(graded(2, check('turn', 'failed', { pointer: { attempt: 1 } }))).press('4');
    expect(story.screen()).toContain('Attempt 2 of 2: two turns');
  });

  test('each h shows one more hint; they are still there after a save', () => {
    const story = atExercise().press('h');
    expect(story.screen()).toContain('Look at the messages.');
    expect(story.screen()).not.toContain('Put the system message first.');
    story
      .press('h')
      .send({ type: 'saved', exerciseId: 'ask' })
      .send(graded(1, ...failed))
      .press('5');
    expect(story.screen()).toContain('Look at the messages.');
    expect(story.screen()).toContain('Put the system message first.');
    story.press('h');
    expect(story.screen()).toContain(
      'These are all the hints there are. Press h to see why the checks failed.',
    );
    expect(story.state.progress.exercises.ask?.hintsShown).toBe(3);
  });

  test('e opens the editor at the line that does not compile', () => {
    const story = atExercise().press('e');
    expect(story.asked('edit')).toEqual([{ type: 'edit', exerciseId: 'ask', line: undefined }]);
    const location = { file: '/ask/exercise.ts', line: 12, column: 3, text: 'cons x' };
    const invalid = attempt('', { outcome: 'invalid', message: 'exercise.ts:12 does not compile', location });
    story
      .press('r')
      .send({ type: 'work', runId: 1, event: { type: 'attempt-ended', attempt: 0, result: invalid } });
    story.send({ type: 'ran', runId: 1 });
    expect(story.screen()).toContain('exercise.ts:12 does not compile');
    expect(story.press('e').asked('edit').at(-1)).toMatchObject({ line: 12 });
  });

  test('x asks first, whole question in view; only y resets, and u undoes', () => {
    for (const columns of [60, 80]) {
      const story = atExercise({ columns }).press('x');
      expect(story.rows().at(-2)).toMatch(/Put the starter of ask back\?.*\(y\/n\)/);
      expect(story.rows().at(-1)).toContain('y yes  n no');
      expect(story.press('r', 'return', 'n').asked('reset')).toEqual([]);
      expect(story.asked('run')).toEqual([]);
      expect(story.press('x', 'y').asked('reset')).toEqual([{ type: 'reset', exerciseId: 'ask' }]);
      expect(story.press('u').asked('undo')).toHaveLength(1);
    }
  });
});

describe('which tab a verdict turns to', () => {
  test('the first verdict turns to Checks', () => {
    for (const tab of ['1', '2', '4', '5']) {
      const story = atExercise().press(tab).send({ type: 'saved', exerciseId: 'ask' });
      expect(story.send(graded(1, ...failed)).rows()[3]).toContain('[Checks');
    }
  });

  test('a tab chosen while it ran stays', () => {
    const story = atExercise().send({ type: 'saved', exerciseId: 'ask' }).press('1');
    expect(story.send(graded(1, ...failed)).rows()[3]).toContain('[Task]');
  });

  test('later saves leave a learner who watches the wire there; g asks for the checks', () => {
    const story = atExercise()
      .press('g')
      .send(graded(1, ...failed))
      .press('4');
    story.send({ type: 'saved', exerciseId: 'ask' }).send(graded(2, ...failed));
    expect(story.rows()[3]).toContain('[Wire');
    expect(
      story
        .press('g')
        .send(graded(3, ...failed))
        .rows()[3],
    ).toContain('[Checks');
  });

  test('a run turned to Output by itself, so a save turns to Checks', () => {
    const story = atExercise()
      .press('g')
      .send(graded(1, ...failed))
      .press('r')
      .send({ type: 'ran', runId: 2 });
    expect(story.rows()[3]).toContain('[Output]');
    story.send({ type: 'saved', exerciseId: 'ask' }).send(graded(3, ...failed));
    expect(story.rows()[3]).toContain('[Checks');
  });
});

describe('saving', () => {
  test('a save grades, and the head says when it was saved', () => {
    const story = atExercise().send({ type: 'saved', exerciseId: 'ask' });
    expect(story.asked('grade')).toEqual([{ type: 'grade', runId: 1, exerciseId: 'ask' }]);
    story.wait(800).send(graded(1, ...failed));
    expect(story.rows()[2]).toMatch(/grade #1 · done · 0\.8 s · file saved \d\d:\d\d:\d\d/);
  });

  test('the latest save wins: the run before it is stopped, and what it still tells changes nothing', () => {
    const story = atExercise()
      .send({ type: 'saved', exerciseId: 'ask' })
      .send({ type: 'saved', exerciseId: 'ask' });
    expect(story.effects.slice(-2)).toEqual([
      { type: 'stop', runId: 1 },
      { type: 'grade', runId: 2, exerciseId: 'ask' },
    ]);
    const before = story.screen();
    for (const event of attemptEvents(1, 'stale')) story.send(event);
    story.send(graded(1, ...passed)).send({ type: 'stopped', runId: 1 });
    expect(story.screen()).toBe(before);
    expect(story.asked('save-grade')).toEqual([]);
    expect(story.send(graded(2, ...failed)).screen()).toContain('grade #2 · done');
  });

  test('the same verdict again has another number', () => {
    const story = atExercise()
      .send({ type: 'saved', exerciseId: 'ask' })
      .send(graded(1, ...failed));
    expect(story.rows()[2]).toContain('grade #1');
    story.send({ type: 'saved', exerciseId: 'ask' }).send(graded(2, ...failed));
    expect(story.rows()[2]).toContain('grade #2');
  });

  test('w turns it off and on; a save of another exercise is none of its business', () => {
    const story = atExercise().send({ type: 'saved', exerciseId: 'answer' });
    expect(story.asked('grade')).toEqual([]);
    expect(story.rows()[2]).toContain('watch on');
    story.press('w').send({ type: 'saved', exerciseId: 'ask' });
    expect(story.asked('grade')).toEqual([]);
    expect(story.rows()[2]).toContain('watch off');
    expect(story.press('w').send({ type: 'saved', exerciseId: 'ask' }).asked('grade')).toHaveLength(1);
  });

  test('only the open exercise is watched', () => {
    const story = atExercise().press('n', 'escape');
    const watching = story.effects.filter(({ type }) => type === 'watch' || type === 'unwatch');
    expect(watching).toEqual([
      { type: 'watch', exerciseId: 'ask' },
      { type: 'watch', exerciseId: 'answer' },
      { type: 'unwatch' },
    ]);
  });
});

describe('while something runs', () => {
  test('the clock moves, and the word says that it runs', () => {
    const story = atExercise().press('g').wait(1300);
    expect(story.rows()[2]).toMatch(/grade #1 · grading · 1\.3 s/);
    expect(story.rows().at(-1)).toMatch(/^ Esc stop/);
  });

  test('keys are live: tabs, scrolling, help, another item', () => {
    const story = atExercise().press('g', 'tab');
    expect(story.rows()[3]).toContain('[Output]');
    expect(story.press('1', 'j').rows()[5]).toContain('ask line 2');
    expect(story.press('?').screen()).toContain('grade the exercise');
    expect(story.press('?', 'n').rows()[1]).toContain('02 Answer');
    expect(
      story
        .send(graded(1, ...passed))
        .press('p')
        .rows()[1],
    ).toContain('✓ passed');
  });

  test.each(['escape', '.'])('%s stops it and stays', (key) => {
    const story = atExercise().press('g', key);
    expect(story.effects.at(-1)).toEqual({ type: 'stop', runId: 1 });
    expect(story.rows()[2]).toContain('grade #1 · stopped');
    expect(story.rows()[1]).toContain('01 Ask a question');
    expect(story.send(graded(1, ...passed)).rows()[2]).toContain('stopped');
  });

  test('Esc goes back when nothing runs, and . does nothing then', () => {
    expect(atExercise().press('.').rows()[1]).toContain('01 Ask a question');
    expect(atExercise().press('escape').rows()[1]).toContain('Talking to a model');
  });

  test('q asks, Ctrl-C does not', () => {
    const story = atExercise().press('g', 'q');
    expect(story.screen()).toContain('Something is running. Stop it and quit? (y/n)');
    expect(story.press('escape').asked('quit')).toEqual([]);
    expect(story.press('q', 'y').asked('quit')).toHaveLength(1);
    expect(atExercise().press('g', 'C-c').asked('quit')).toHaveLength(1);
    expect(atExercise().press('q').asked('quit')).toHaveLength(1);
  });

  test('a flood of output keeps its end, and the end of the attempt brings what was kept of all', () => {
    const story = atExercise().press('r');
    const text = `${'x'.repeat(70)}\n`.repeat(1000);
    for (let count = 0; count < 5; count += 1) {
      story.send({ type: 'work', runId: 1, event: { type: 'output', attempt: 0, stream: 'stdout', text } });
    }
    expect(story.state.work.ask?.attempts[0]?.output.length).toBeLessThan(100_000);
    const kept = attempt('the beginning … and the end', {
      outcome: 'output-limit',
      message: 'Too much output.',
    });
    story.send({ type: 'work', runId: 1, event: { type: 'attempt-ended', attempt: 0, result: kept } });
    expect(story.screen()).toContain('the beginning … and the end');
    expect(story.screen()).toContain('Too much output.');
  });
});

describe('other keys', () => {
  test('an unknown key changes nothing', () => {
    for (const story of [new Story(), new Story().press('return'), atExercise()]) {
      const before = story.screen();
      expect(story.press('Z', 'f5', 'M-q', '漢').screen()).toBe(before);
    }
  });

  test('the help scrolls where it does not fit; any other key closes it and does nothing else', () => {
    const story = new Story({ size: { columns: 60, rows: 15 } }).press('down', 'return', '?');
    expect(story.screen()).not.toContain('quit at once');
    expect(story.press('end').screen()).toMatch(/previous or next attempt/);
    const asked = story.effects.length;
    expect(story.press('g').rows()[1]).toContain('01 Ask a question');
    expect(story.effects).toHaveLength(asked);
  });

  test('in a terminal that is too small only stopping and quitting is possible', () => {
    const story = atExercise().press('g').resize(59, 15).press('n', 'x', 'r');
    expect(story.screen()).toContain('This terminal is 59x15. Agentlings needs 60x15');
    expect(story.asked('run')).toEqual([]);
    expect(story.press('q').screen()).toContain('(y/n)');
    story.press('n').resize(80, 24);
    expect(story.rows()[1]).toContain('01 Ask a question');
    expect(story.press('.').asked('stop')).toHaveLength(1);
  });

  test('where there is no shell to go back to, Ctrl-Z does nothing, and the help does not name it', () => {
    const story = new Story({ size: { columns: 100, rows: 60 }, canSuspend: false }).press('C-z');
    expect(story.asked('suspend')).toEqual([]);
    expect(story.press('?').screen()).not.toContain('Ctrl-Z');
    expect(new Story({ size: { columns: 100, rows: 60 } }).press('?').screen()).toContain('Ctrl-Z');
  });

  test('Ctrl-Z asks to be suspended', () => {
    expect(new Story().press('C-z').effects.at(-1)).toEqual({ type: 'suspend' });
  });

  test('the items of the workshop are all within reach of n and p', () => {
    const story = new Story().press(
      'return',
      ...workshop.chapters.flatMap(({ items }) => items.map(() => 'n')),
    );
    expect(story.screen()).toContain('This is the last one.');
    expect(story.press('p', 'p', 'p', 'p', 'p').screen()).toContain('This is the first one.');
  });
});
