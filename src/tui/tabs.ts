export const tabs = ['task', 'output', 'checks', 'wire', 'hints', 'history'] as const;

export type Tab = (typeof tabs)[number];
