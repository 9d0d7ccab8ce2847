// fails: three-a-round
// Prints a discussion that nobody held.

const agents = [
  { name: 'Dreamer', system: 'You are Dreamer. You find bold ideas.' },
  { name: 'Realist', system: 'You are Realist. You turn ideas into first steps.' },
  { name: 'Critic', system: 'You are Critic. You look for the weakest point.' },
];

const [topic = 'Ideas for a quiet room', given = '2'] = process.argv.slice(2);
const rounds = Number(given);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`"${given}" is not a number of rounds: give a whole number from 1 on.`);
  process.exit(1);
}

const said: { name: string; text: string }[] = [];

for (let round = 1; round <= rounds; round += 1) {
  for (const agent of agents) {
    const text = `I, ${agent.name}, have something to say on ${topic} in round ${round}.`;
    said.push({ name: agent.name, text });
    console.log(`${agent.name}: ${text}\n`);
  }
}
