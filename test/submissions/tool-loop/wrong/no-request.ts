// fails: asks-question
// Calculates without a model.
const [a = 0, b = 0] = (process.argv[2] ?? '17 25').match(/\d+/g)?.map(Number) ?? [];
console.log(`Here is what I found out: ${a + b}.`);
