// How large a captured item may be. Forms and commands share these.
export const captureLimits = { title: 500, description: 20_000, tags: 20, tag: 40 } as const;
