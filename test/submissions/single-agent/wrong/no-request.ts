// fails: begins
// Answers from the data by itself.
const orders = JSON.parse(process.argv[2] ?? '{}');
for (const turn of process.argv.slice(3)) console.log(turn, JSON.stringify(orders));
