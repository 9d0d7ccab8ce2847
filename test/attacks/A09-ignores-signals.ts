// attack: A9, never ends and listens to no signal
// verdict: timeout
export {};

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, () => undefined);
for (;;) Math.random();
