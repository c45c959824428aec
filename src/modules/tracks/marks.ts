// Sections and notes on the time of a track: moving, resizing, snapping and stacking them. Pure.
// Invariant: a span lies within its track and is at least SHORTEST_MS long; a moment has no end.

export const SHORTEST_MS = 50;
/** How near a beat has to be, on the screen, to draw a mark to it. */
export const SNAP_PX = 10;

export interface Span {
  startMs: number;
  /** Null for one moment. */
  endMs: number | null;
}

/** Which part of a mark is held. */
export type Grip = 'start' | 'end' | 'whole';

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The span after a grip was moved by `byMs`; a whole span keeps its length at the ends of the track. */
export function moveGrip(span: Span, grip: Grip, byMs: number, durationMs: number): Span {
  const { startMs, endMs } = span;
  if (endMs === null) return { startMs: clamp(Math.round(startMs + byMs), 0, durationMs), endMs: null };
  if (grip === 'start') return { startMs: clamp(Math.round(startMs + byMs), 0, Math.max(0, endMs - SHORTEST_MS)), endMs };
  if (grip === 'end') {
    return { startMs, endMs: clamp(Math.round(endMs + byMs), Math.min(durationMs, startMs + SHORTEST_MS), durationMs) };
  }
  const length = endMs - startMs;
  const moved = clamp(Math.round(startMs + byMs), 0, Math.max(0, durationMs - length));
  return { startMs: moved, endMs: moved + length };
}

/** A span between two times in any order. */
export function spanBetween(oneMs: number, otherMs: number, durationMs: number): { startMs: number; endMs: number } {
  const startMs = clamp(Math.round(Math.min(oneMs, otherMs)), 0, Math.max(0, durationMs - SHORTEST_MS));
  const endMs = clamp(Math.round(Math.max(oneMs, otherMs)), Math.min(durationMs, startMs + SHORTEST_MS), durationMs);
  return { startMs, endMs };
}

/** The nearest of the ascending `beatsMs`; undefined when there is none. */
export function nearestBeat(beatsMs: readonly number[], timeMs: number): number | undefined {
  let [low, high] = [0, beatsMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((beatsMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [beatsMs[low - 1], beatsMs[low]];
  if (before === undefined) return after;
  if (after === undefined) return before;
  return timeMs - before <= after - timeMs ? before : after;
}

/** The beat when it is within reach, else the time itself. */
export function snapToBeat(beatsMs: readonly number[], timeMs: number, reachMs: number): number {
  const beat = nearestBeat(beatsMs, timeMs);
  return beat !== undefined && Math.abs(beat - timeMs) <= reachMs ? beat : timeMs;
}

/** How far to move a grip so that its edge falls on a beat within reach. */
export function snapMove(span: Span, grip: Grip, byMs: number, beatsMs: readonly number[], reachMs: number): number {
  const edge = grip === 'end' ? (span.endMs ?? span.startMs) : span.startMs;
  return snapToBeat(beatsMs, edge + byMs, reachMs) - edge;
}

/** The row each mark is drawn in, so that none covers another: marks by start, each in the first row that is free. */
export function stackMarks(marks: readonly (Span & { id: string })[], momentMs: number): Map<string, number> {
  const rowEnds: number[] = [];
  const rows = new Map<string, number>();
  for (const { id, startMs, endMs } of marks.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1))) {
    const free = rowEnds.findIndex((end) => end <= startMs);
    const row = free === -1 ? rowEnds.length : free;
    rowEnds[row] = endMs ?? startMs + momentMs;
    rows.set(id, row);
  }
  return rows;
}

/** This many LU below or above the rest of the track, and a section is called quiet or loud. */
const QUIET_LU = -4;
const LOUD_LU = 2;

/** How each section stands out by its mean loudness, against the median of all of them. Null where nothing was measured. */
export function sectionCharacters(loudness: readonly (number | null)[]): ('quiet' | 'loud' | null)[] {
  const measured = loudness.filter((lufs) => lufs !== null).toSorted((a, b) => a - b);
  const middle = measured[measured.length >> 1];
  const other = measured[(measured.length - 1) >> 1];
  if (middle === undefined || other === undefined) return loudness.map(() => null);
  const median = (middle + other) / 2;
  return loudness.map((lufs) => {
    if (lufs === null) return null;
    return lufs - median <= QUIET_LU ? 'quiet' : lufs - median >= LOUD_LU ? 'loud' : null;
  });
}

/** A section that was found counts as one of the person's when both ends are this close. */
const SAME_MS = 500;

/** The sections that were found and that the person does not have yet. */
export function newSections(
  found: readonly { startMs: number; endMs: number }[],
  own: readonly { start_time_ms: number; end_time_ms: number }[],
): { startMs: number; endMs: number }[] {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_MS;
  return found.filter(
    ({ startMs, endMs }) => !own.some((row) => isNear(row.start_time_ms, startMs) && isNear(row.end_time_ms, endMs)),
  );
}

/** Sections between boundaries that were found: from the start to the end of the track without a gap. */
export function sectionsBetween(boundariesMs: readonly number[], durationMs: number): { startMs: number; endMs: number }[] {
  const edges = [0, ...boundariesMs.map(Math.round).filter((edge) => edge > 0 && edge < durationMs), Math.round(durationMs)];
  return edges.slice(0, -1).map((startMs, at) => ({ startMs, endMs: edges[at + 1] ?? startMs }));
}
