/**
 * How a submission is kept from what is not its own: `permission` is Node's permission model, a seat belt; `bwrap` is that
 * and namespaces of its own, see `bwrap.ts`.
 */
export type Sandbox = (typeof sandboxes)[number];

export const sandboxes = ['none', 'permission', 'bwrap'] as const;
