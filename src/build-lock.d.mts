/** Does some work while no other process holds the lock; `say` is told when that takes a while. */
export function withLock(lock: string, work: () => Promise<void>, say: (text: string) => void): Promise<void>;
