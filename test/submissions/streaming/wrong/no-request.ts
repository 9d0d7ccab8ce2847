// fails: asks-once
// Types slowly, and asks nobody.
for (const word of 'Late March to May brings cherry blossom.'.split(' ')) process.stdout.write(`${word} `);
console.log('\nprompt 14, completion 61, total 75 tokens');
