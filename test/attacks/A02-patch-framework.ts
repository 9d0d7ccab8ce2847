// attack: A2, replaces assertions, the test framework's channel and built-in functions
// verdict: failed
export {};

const all = globalThis as unknown as Record<string, unknown>;
all.expect = () => new Proxy({}, { get: () => () => undefined });
all.__vitest_worker__ = { rpc: { onTaskUpdate: () => undefined }, filepath: 'exercise.ts' };
Object.defineProperty(Object.prototype, 'status', { value: 'passed', configurable: true });
Object.assign(Array.prototype, { every: () => true, some: () => true });
String.prototype.includes = () => true;
JSON.stringify = () => '{"status":"passed"}';
console.log('all checks pass');
