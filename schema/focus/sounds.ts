// The sounds to focus to: some come with the app, the others are items of the market and are kept for good. Their names are stored in
// purchases, so they are never renamed. How they sound is in src/dsp/ambience.
export const FREE_SOUNDS = ['white', 'pink', 'brown'] as const;
export const SOLD_SOUNDS = ['rain', 'wind', 'surf', 'stream', 'fire', 'fan'] as const;

export type FocusSound = (typeof FREE_SOUNDS)[number] | (typeof SOLD_SOUNDS)[number];
