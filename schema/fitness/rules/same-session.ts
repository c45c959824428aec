// Whether a session of a file is one that the person already has from elsewhere: logged here and exported before, or imported from
// another app's file. Sessions of one source are told apart by their keys; these by their start and their name.

export interface SessionStart {
  /** What the clock on the wall showed, 'YYYY-MM-DDTHH:MM:SS'. */
  startedAtWall: string;
  name: string;
}

const MINUTE_LENGTH = 'YYYY-MM-DDTHH:MM'.length;

/** Names as files write them: without spaces at the ends. */
const nameKey = (name: string): string => name.trim();

/** A file that knows no seconds writes 00. */
const minuteOf = (wall: string): string => wall.slice(0, MINUTE_LENGTH);
const isWholeMinute = (wall: string): boolean => wall.slice(MINUTE_LENGTH) === ':00';

/** Finds sessions by their start and name. */
export function knownStarts(known: readonly SessionStart[]): (session: SessionStart) => boolean {
  const seconds = new Set(known.map(({ startedAtWall, name }) => `${startedAtWall}|${nameKey(name)}`));
  const minutes = new Set(known.map(({ startedAtWall, name }) => `${minuteOf(startedAtWall)}|${nameKey(name)}`));
  return ({ startedAtWall, name }) =>
    seconds.has(`${startedAtWall}|${nameKey(name)}`) ||
    (isWholeMinute(startedAtWall) && minutes.has(`${minuteOf(startedAtWall)}|${nameKey(name)}`));
}
