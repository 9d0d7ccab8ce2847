// fails: three-a-round
// Says that all went well and leaves.
console.log('Dreamer: yes.\nRealist: yes.\nCritic: yes.');
process.exit(0);
