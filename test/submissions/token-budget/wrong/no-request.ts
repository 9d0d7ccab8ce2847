// fails: one-request-a-turn
// Estimates everything and asks nobody.
const [, , budget = '100', ...turns] = process.argv;
let tokens = 0;
for (const turn of turns) {
  tokens += Math.ceil(turn.length / 4) + 40;
  console.log(turn, tokens, (tokens * 0.0000006).toFixed(6));
}
if (tokens > Number(budget)) console.log('WARNING');
console.log(tokens, (tokens * 0.0000006).toFixed(6));
