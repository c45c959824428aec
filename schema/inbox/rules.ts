// Size limits of a captured item, shared by forms and commands.
export const inboxLimits = { title: 500, description: 20_000, tags: 20, tag: 40 } as const;

export const PRIORITIES = ['low', 'medium', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];
