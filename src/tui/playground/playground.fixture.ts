import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import type { PlaygroundSetup } from '../../workshop/playground.ts';
import type { Workshop } from '../../workshop/types.ts';
import { Story, type StoryOptions, workshop } from '../story.fixture.ts';

/** A learner who has opened the playground from the list. */
export function atPlayground(options: StoryOptions = {}): Story {
  return new Story(options).press('t');
}

/** Presses the key of each character. */
export function type(story: Story, text: string): Story {
  return story.press(...[...text].map((each) => (each === ' ' ? 'space' : each)));
}

/** Types a message and sends it. */
export function say(story: Story, text: string): Story {
  return type(story, text).press('return');
}

/** The id of the latest ask. */
export function askId(story: Story): number {
  return story.asked('ask').at(-1)?.askId ?? -1;
}

/** The endpoint answers the latest ask. */
export function reply(story: Story, text: string, more: Partial<PlaygroundAnswer> = {}): Story {
  const answer: PlaygroundAnswer = {
    text,
    finishReason: 'stop',
    usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
    durationMs: 400,
    firstMs: 100,
    stopped: false,
    ...more,
  };
  return story.send({ type: 'answered', askId: askId(story), answer });
}

/** `role: content` of each message of the latest request. */
export function sentMessages(story: Story): readonly string[] {
  const { request } = story.asked('ask').at(-1) ?? {};
  return (request?.messages ?? []).map(({ role, content }) => `${role}: ${content}`);
}

/** The test's workshop, in which the first lesson prepares a playground. */
export function workshopPreparing(playground: PlaygroundSetup): Workshop {
  const chapters = workshop.chapters.map((chapter) => ({
    ...chapter,
    items: chapter.items.map((item) =>
      item.kind === 'lesson' && item.id === 'basics' ? { ...item, playground } : item,
    ),
  }));
  return { ...workshop, chapters };
}
