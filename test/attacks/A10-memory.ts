// attack: A10, takes memory outside of the heap
// verdict: memory
export {};

const held: Buffer[] = [];
for (;;) held.push(Buffer.alloc(16 * 1024 * 1024, 1));
