// attack: A8, prints without end
// verdict: output-limit
export {};

for (;;) console.log('\n'.repeat(500));
