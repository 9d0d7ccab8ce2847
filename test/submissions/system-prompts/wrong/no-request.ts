// fails: two-requests
// Plays both parts itself.
const [, , question = 'When?', one = 'pirate', two = 'butler'] = process.argv;
console.log(`${one}: Arr, ${question}`);
console.log(`${two}: Certainly. ${question}`);
