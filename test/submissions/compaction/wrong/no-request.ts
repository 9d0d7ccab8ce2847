// fails: one-request-a-turn
// Prints what it takes for an answer, and never asks.
const turns = process.argv.slice(2);
for (const turn of turns) console.log(`You: ${turn}\nAssistant: Late March to May is a good time.\n`);
console.log('(compacted 6 messages)');
