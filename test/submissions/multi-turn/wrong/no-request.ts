// fails: one-request-a-turn
// Hard-coded replies, and no request.
for (const question of process.argv.slice(2)) console.log(`${question} Spring, from March to May, is ideal.`);
console.log('Total tokens: 231');
