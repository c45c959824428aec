// One place of the page plays at a time: a player says that it begins, and the one before is paused. The sounds to focus to are not in
// this: they are meant to be heard under music.
let pauseHeard: (() => void) | null = null;

/** `pause`: stops this player; the same function at every call. */
export function nowHeard(pause: () => void): void {
  if (pauseHeard === pause) return;
  const before = pauseHeard;
  pauseHeard = pause;
  before?.();
}

/** The player ended by itself. */
export function noLongerHeard(pause: () => void): void {
  if (pauseHeard === pause) pauseHeard = null;
}
