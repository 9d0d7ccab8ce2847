// fails: three-stages
// Prints a text of its own and asks nobody.
const topic = process.argv[2] ?? 'Japan in spring';
console.log(`Outline of ${topic}`);
console.log(`Draft about ${topic}`);
console.log(`Edited: ${topic} is lovely.`);
