// fails: sends-one-request
// Prints what a reply might look like, and asks nobody.
const question = process.argv[2] ?? "What's the best time to visit Japan?";
console.log(`${question} Go in spring, when the cherry trees blossom.`);
console.log('Prompt tokens: 26\nCompletion tokens: 48\nTotal tokens: 74');
