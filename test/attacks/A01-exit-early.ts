// attack: A1, ends at once with exit status 0, past every hook
// verdict: failed
export {};

const raw = process as unknown as { reallyExit?: (status: number) => void };
raw.reallyExit?.(0);
process.exit(0);
