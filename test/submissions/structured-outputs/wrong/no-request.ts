// fails: sends-review
// Reads the review by itself.
const review = process.argv[2] ?? 'lovely';
const good = /lovely|perfect|fine/.test(review);
console.log(`sentiment: ${good ? 'positive' : 'negative'}`);
console.log(`rating: ${good ? 5 : 1}`);
console.log(`keywords: ${review.split(' ').slice(0, 3).join(', ')}`);
console.log(`summary: ${review}`);
console.log(`recommended: ${good ? 'yes' : 'no'}`);
