import { describe, expect, test } from 'vitest';
import { Story } from '../story.fixture.ts';
import {
  askId,
  atPlayground,
  reply,
  say,
  sentMessages,
  type,
  workshopPreparing,
} from './playground.fixture.ts';

function story(): Story {
  return reply(say(atPlayground(), 'My name is Robin'), 'Hello, Robin.');
}

describe('opening', () => {
  test('t opens it from the list, a lesson and an exercise, and Esc goes back there', () => {
    for (const way of [[], ['return'], ['down', 'return']]) {
      const before = new Story().press(...way);
      const { place } = before.state;
      expect(before.press('t').rows()[1]).toMatch(/^ Playground .*the simulated model answers/);
      expect(before.press('escape').state.place).toEqual(place);
    }
  });

  test('an empty one says what to try, word by word', () => {
    const screen = atPlayground({ size: { columns: 120, rows: 40 } }).screen();
    for (const words of ['"My name is Robin"', '"What is my name?"', 'delete it with x', 'C-r asks again'])
      expect(screen).toContain(words);
  });

  test('who answers is said, also when it is another provider', () => {
    expect(atPlayground({ answerer: { provider: 'Ollama', live: true } }).rows()[1]).toContain(
      'Ollama answers',
    );
  });

  test('a conversation is still there after a look elsewhere', () => {
    expect(story().press('escape', 'down', 'return', 't').screen()).toContain('Hello, Robin.');
  });

  test('a save of the exercise behind it is graded', () => {
    const behind = new Story().press('down', 'return', 't').send({ type: 'saved', exerciseId: 'ask' });
    expect(behind.asked('grade')).toHaveLength(1);
  });
});

describe('asking', () => {
  test('sends the whole list each time, with the settings', () => {
    const asked = say(story(), 'What is my name?');
    expect(sentMessages(asked)).toEqual([
      'user: My name is Robin',
      'assistant: Hello, Robin.',
      'user: What is my name?',
    ]);
    expect(asked.asked('ask').at(-1)?.request.settings).toMatchObject({ model: 'gpt-4o-mini', stream: true });
  });

  test('letters that mean something elsewhere type', () => {
    const typed = type(atPlayground(), 'quit? etgrnpxu 12');
    expect(typed.screen()).toContain('quit? etgrnpxu 12');
    expect(typed.effects.filter((effect) => effect.type === 'quit')).toEqual([]);
  });

  test('the reply is shown as it comes, and joins the list when it has ended', () => {
    const asking = say(atPlayground(), 'Hi');
    asking.send({ type: 'chunk', askId: askId(asking), text: 'Good ' });
    asking.send({ type: 'chunk', askId: askId(asking), text: 'day' });
    expect(asking.screen()).toMatch(/assistant .*\d\.\d s/);
    expect(asking.screen()).toContain('Good day');
    expect(asking.screen()).toContain('messages (1)');
    expect(asking.rows().at(-1)).toMatch(/^ Esc stop/);
    expect(reply(asking, 'Good day.').screen()).toContain('messages (2)');
    expect(asking.screen()).toMatch(/stop · 20 prompt \+ 5 completion = 25/);
  });

  test('while a reply comes keys are live, another message waits, and Esc keeps what had come', () => {
    const asking = say(atPlayground(), 'Hi').send({ type: 'chunk', askId: 1, text: 'Good' });
    say(asking, 'more');
    expect(asking.asked('ask')).toHaveLength(1);
    expect(asking.screen()).toContain('A reply is coming. Esc stops it.');
    asking.press('escape');
    expect(asking.asked('stop')).toEqual([{ type: 'stop', runId: 1 }]);
    expect(asking.screen()).toContain('messages (2)');
    reply(asking, 'Good', { stopped: true, finishReason: null, usage: undefined });
    expect(asking.screen()).toContain('messages (2)');
    expect(asking.screen()).toContain('stopped by you');
    asking.press('return');
    expect(sentMessages(asking)).toEqual(['user: Hi', 'assistant: Good', 'user: more']);
  });

  test('C-r drops the last reply and asks again, also while one is coming', () => {
    const again = say(story(), 'Where to?').press('C-r');
    expect(again.asked('stop')).toHaveLength(1);
    reply(again, 'To Oslo.').press('C-r');
    expect(sentMessages(again).at(-1)).toBe('user: Where to?');
    expect(reply(again, 'To Rome.').screen()).not.toContain('To Oslo.');
    expect(again.screen()).toContain('To Rome.');
  });

  test('an answer that was overtaken changes nothing', () => {
    const again = say(atPlayground(), 'Hi').press('C-r');
    const before = again.screen();
    again.send({ type: 'chunk', askId: 1, text: 'late' });
    again.send({ type: 'failed', runId: 1, message: 'late' });
    expect(again.screen()).toBe(before);
  });

  test('an empty message, or nothing to ask again, is told and not sent', () => {
    const empty = atPlayground().press('space', 'return');
    expect(empty.screen()).toContain('Type a message first.');
    expect(empty.press('C-r').screen()).toContain('There is nothing to ask yet');
    expect(empty.asked('ask')).toEqual([]);
  });

  test('an error of the endpoint is told in its own words, and the message stays for another try', () => {
    const message = "Unsupported value: 'temperature' does not support 0.3 with this model.";
    const problem = { status: 400, code: 'unsupported_value', message };
    const refused = reply(say(atPlayground(), 'Hi'), '', { problem });
    expect(refused.screen()).toContain('error 400 · unsupported_value');
    expect(refused.screen().replace(/\s+│[^\n]*\n\s*/g, ' ')).toContain('does not support 0.3 with');
    expect(refused.screen()).toContain('messages (1)');
    expect(sentMessages(refused.press('C-r'))).toEqual(['user: Hi']);
  });

  test('a workbench that dies is told, and asking again is possible', () => {
    const lost = say(atPlayground(), 'Hi').send({
      type: 'failed',
      runId: 1,
      message: 'It has ended (SIGKILL).',
    });
    expect(lost.screen()).toContain('It has ended (SIGKILL).');
    expect(lost.press('C-r').asked('ask')).toHaveLength(2);
  });

  test('what was sent before comes back with Up, and what was being typed with Down', () => {
    const typing = type(reply(say(story(), 'second'), 'Yes.'), 'draft');
    const line = () => typing.rows().at(-3);
    expect(typing.press('up') && line()).toContain('second');
    expect(typing.press('up', 'up') && line()).toContain('My name is Robin');
    expect(typing.press('down', 'down', 'down') && line()).toContain('draft');
  });
});

describe('the list', () => {
  test('without the message that says it, the next request has no name', () => {
    const forgetting = reply(say(story(), 'What is my name?'), 'Robin.').press('tab', 'home', 'x', 'C-r');
    expect(sentMessages(forgetting)).toEqual(['assistant: Hello, Robin.', 'user: What is my name?']);
  });

  test('a deleted message comes back with u', () => {
    const undone = story().press('tab', 'home', 'x', 'x', 'x');
    expect(undone.screen()).toContain('There is no message to delete.');
    expect(undone.press('u', 'u').screen()).toContain('My name is Robin');
    expect(undone.press('u', 'u', 'u', 'u').screen()).toContain('There is nothing to undo.');
  });

  test('words are put into the model’s mouth', () => {
    const edited = type(story().press('tab', 'end', 'e', 'C-u'), 'You are Kim').press('return');
    expect(edited.screen()).toContain('edited by you');
    expect(edited.screen()).toContain('the model believes that it said this');
    say(edited.press('S-tab'), 'Who?');
    expect(sentMessages(edited)).toEqual(['user: My name is Robin', 'assistant: You are Kim', 'user: Who?']);
  });

  test('Esc leaves a message as it was, and an empty one is deleted', () => {
    const kept = type(story().press('tab', 'e'), 'x').press('escape');
    expect(kept.screen()).toContain('Hello, Robin.');
    expect(kept.press('e', 'C-u', 'return').screen()).toContain('messages (1)');
  });

  test('tokens are estimated until they have been counted, and make up the prompt', () => {
    const counting = say(atPlayground(), 'Hi');
    expect(counting.rows()[2]).toMatch(/prompt ~8 of 128,000 tokens/);
    const [asked] = counting.asked('count-tokens');
    expect(asked?.messages.map(({ content }) => content)).toEqual(['Hi']);
    counting.send({ type: 'counted', chatId: '', tokens: new Map([[0, 1_204]]) });
    expect(counting.rows()[2]).toMatch(/prompt 1,207 of 128,000 tokens .* 0\.9 %/);
    expect(counting.screen()).toMatch(/1 user +Hi +1,204/);
  });

  test('C-l begins anew with the system message, and u brings the conversation back', () => {
    const prepared = type(story().press('tab', 'tab', 'return'), 'Be kind').press('return');
    prepared.press('C-l');
    expect(prepared.screen()).toContain('messages (1)');
    expect(prepared.screen()).toMatch(/1 system +Be kind/);
    expect(prepared.press('tab', 'u').screen()).toContain('messages (3)');
  });
});

describe('the settings', () => {
  const atSettings = () => atPlayground().press('tab', 'tab');

  test('Left and Right change, Enter types, and the next request has them', () => {
    const set = type(atSettings().press('down', 'down', 'right', 'right', 'down', 'return'), '100').press(
      'return',
    );
    say(set.press('down', 'down', 'left', 'tab'), 'Hi');
    expect(set.asked('ask')[0]?.request.settings).toEqual({
      model: 'gpt-4o-mini',
      temperature: 0.1,
      max_tokens: 100,
      top_p: undefined,
      stream: false,
    });
  });

  test('a value that no model takes is told, and the line stays open', () => {
    const wrong = type(atSettings().press('down', 'down', 'return'), '7').press('return');
    expect(wrong.screen()).toContain('temperature is a number from 0 to 2');
    expect(type(wrong.press('C-u'), '1').press('return').screen()).toMatch(/temperature +← 1 →/);
  });

  test('the system message is made, changed and taken away', () => {
    const system = type(atSettings().press('return'), 'Be kind').press('return');
    expect(system.screen()).toMatch(/1 system +Be kind/);
    expect(system.press('return', 'C-u', 'return').screen()).toContain('messages (0)');
  });

  test('a model that is not known has no window', () => {
    const other = type(atSettings().press('down', 'return', 'C-u'), 'llama3').press('return');
    expect(other.rows()[2]).toContain('how large the window of llama3 is, is not known');
  });
});

describe('a lesson', () => {
  const setup = {
    system: 'You are a guide.',
    temperature: 0,
    messages: [{ role: 'user' as const, content: 'I am Kim' }],
    ask: 'Who am I?',
  };
  const inLesson = () => new Story({ workshop: workshopPreparing(setup) }).press('return', 't');

  test('opens it prepared, and Enter sends what it suggests', () => {
    const prepared = inLesson();
    expect(prepared.rows()[1]).toContain('Playground  The basics');
    prepared.press('return');
    expect(sentMessages(prepared)).toEqual(['system: You are a guide.', 'user: I am Kim', 'user: Who am I?']);
    expect(prepared.asked('ask')[0]?.request.settings.temperature).toBe(0);
  });

  test('has a conversation of its own, that stays, and C-l prepares it anew', () => {
    const own = reply(inLesson().press('return'), 'Kim.').press('escape', 'escape', 't');
    expect(own.screen()).not.toContain('Kim.');
    own.press('escape', 'return', 't');
    expect(own.screen()).toContain('Kim.');
    own.press('C-l');
    expect(own.screen()).toContain('messages (2)');
    expect(own.rows().at(-3)).toContain('Who am I?');
  });
});

describe('saving', () => {
  test('asks for a name, refuses one that is a way out of the folder, and hands the request over', () => {
    const saving = story().press('C-s');
    expect(saving.screen()).toMatch(/save as playground\/ .*chat-2026-01-\d\d-\d{4}\.ts/);
    type(saving.press('C-u'), '../x').press('return');
    expect(saving.asked('save-program')).toEqual([]);
    expect(saving.screen()).toContain('A file name has letters');
    type(saving.press('C-u'), 'mine').press('return');
    expect(saving.asked('save-program')).toMatchObject([
      { name: 'mine.ts', request: { messages: [{ role: 'user' }, { role: 'assistant' }] } },
    ]);
  });

  test('of nothing is told', () => {
    expect(atPlayground().press('C-s').screen()).toContain('There is nothing to save yet');
  });
});
