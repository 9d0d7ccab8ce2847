// No variable is ever changed: the discussion is folded over the list of turns.
import OpenAI from 'openai';

interface Turn {
  readonly name: string;
  readonly text: string;
}
type Discussion = readonly Turn[];

const client = new OpenAI();
const cast = [
  ['Dreamer', 'imagine freely'],
  ['Realist', 'name the next step'],
  ['Critic', 'name the greatest risk'],
] as const;

const say = async (topic: string, discussion: Discussion, [name, duty]: readonly [string, string]) => {
  const { choices } = await client.chat.completions.create({
    model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini',
    messages: [
      { role: 'system', content: `In this group chat you are ${name}. Your task: ${duty}.` },
      { role: 'user', content: topic },
      ...discussion.map((turn) =>
        turn.name === name
          ? ({ role: 'assistant', content: turn.text } as const)
          : ({ role: 'user', name: turn.name, content: `${turn.name}: ${turn.text}` } as const),
      ),
    ],
  });
  return { name, text: choices[0]?.message.content ?? '' };
};

const discuss = (topic: string, rounds: number): Promise<Discussion> =>
  Array.from({ length: rounds }, () => cast)
    .flat()
    .reduce<Promise<Discussion>>(async (before, member) => {
      const discussion = await before;
      return [...discussion, await say(topic, discussion, member)];
    }, Promise.resolve([]));

const main = async ([topic = 'Better meetings', rounds = '2']: readonly string[]) => {
  if (!/^0*[1-9]\d*$/.test(rounds))
    throw new RangeError(`Rounds must be a positive whole number, not ${rounds}`);
  const discussion = await discuss(topic, Number(rounds));
  console.log(discussion.map(({ name, text }) => `${name}:\n${text}`).join('\n---\n'));
};

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
