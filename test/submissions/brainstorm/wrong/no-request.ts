// fails: in-turn
// Makes the discussion up.
if (!(Number(process.argv[3] ?? 2) >= 1)) {
  console.error('rounds?');
  process.exit(1);
}
for (const name of ['Dreamer', 'Realist', 'Critic']) console.log(`${name}: I agree.`);
