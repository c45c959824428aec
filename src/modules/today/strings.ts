// Every word of Today itself; the stops bring their own.
export const strings = { title: 'Today' } as const;
