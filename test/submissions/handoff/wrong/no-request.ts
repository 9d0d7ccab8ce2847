// fails: asks-triage
// Routes by itself, and nobody answers.
console.log('route: general');
console.log(`Dear customer, thank you for "${process.argv[2] ?? ''}".`);
