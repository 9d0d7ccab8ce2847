// fails: three-a-round
// Asks for gpt-4o-mini, whatever OPENAI_MODEL says.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';

interface Agent {
  readonly name: string;
  readonly system: string;
}

const manners =
  'You take part in a discussion. The messages show who said what. Reply with your own contribution only, in two or three sentences, without your name before it. Add something new, and refer to what was said.';

const agents: readonly Agent[] = [
  {
    name: 'Dreamer',
    system: `You are Dreamer, the brainstormer. You find bold ideas and ask "what if". ${manners}`,
  },
  {
    name: 'Realist',
    system: `You are Realist, the analyst. You turn ideas into first steps and name what they cost. ${manners}`,
  },
  {
    name: 'Critic',
    system: `You are Critic, the reviewer. You look for the weakest point and say how to mend it. ${manners}`,
  },
];

const [topic = 'Ideas for a small library that wants more visitors', roundsText = '2'] =
  process.argv.slice(2);
const rounds = Number(roundsText);
// Before the first request: a wrong number should cost nothing.
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`"${roundsText}" is not a number of rounds: give a whole number from 1 on.`);
  process.exit(1);
}

const client = new OpenAI();
const model = 'gpt-4o-mini';

// What everybody hears. It belongs to the discussion, not to one of the agents.
const said: { speaker: Agent; text: string }[] = [];

console.log(`Topic: ${topic}`);
for (let round = 1; round <= rounds; round += 1) {
  console.log(`\nRound ${round}`);
  for (const speaker of agents) {
    const text = await speak(speaker);
    said.push({ speaker, text });
    console.log(`${speaker.name}: ${text}\n`);
  }
}

async function speak(speaker: Agent): Promise<string> {
  const completion = await client.chat.completions.create({
    model,
    messages: viewOf(speaker),
    temperature: 0.9,
  });
  return completion.choices[0]?.message.content ?? '';
}

/** The discussion as one agent sees it: only the system message and whose words are "assistant" differ. */
function viewOf(viewer: Agent): ChatCompletionMessageParam[] {
  return [
    { role: 'system', content: viewer.system },
    { role: 'user', content: topic },
    ...said.map(
      ({ speaker, text }): ChatCompletionMessageParam =>
        speaker === viewer
          ? { role: 'assistant', content: text }
          : { role: 'user', content: `${speaker.name}: ${text}` },
    ),
  ];
}
