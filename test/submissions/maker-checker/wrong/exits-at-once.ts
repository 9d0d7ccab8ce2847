// fails: takes-turns
// Ends with status 2 before it has done anything.
console.log('Not approved after 3 rounds');
process.exit(2);
