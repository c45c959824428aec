// Reference tracks: size limits, the packing of event times, and the order of analyzer versions.

/** Shared by forms and commands. Up to twelve hours per recording; a track of three hours fits one command with every beat. */
export const trackLimits = {
  name: 300,
  credit: 300,
  description: 20_000,
  tags: 40,
  tag: 60,
  lowestBpm: 10,
  highestBpm: 1_000,
  key: 20,
  durationMs: 12 * 3_600_000,
  chunks: 720,
  layoutColumns: 512,
  /** Limit for each kind; an analyzer that finds more keeps the ones with the highest confidence. */
  beats: 40_000,
  onsets: 60_000,
  sections: 500,
  summaryBytes: 24_000,
  layoutBytes: 32_000,
  markTitle: 300,
  markText: 20_000,
  markKind: 60,
  marks: 5_000,
} as const;

export const SHA256_PATTERN = /^[0-9a-f]{64}$/;

/** Ascending times in ms as integer differences, the first from 0: short as JSON, and rounding errors do not accumulate. */
export function timesToDeltas(timesMs: readonly number[]): number[] {
  let before = 0;
  return timesMs.map((time) => {
    const now = Math.max(before, Math.round(time));
    const delta = now - before;
    before = now;
    return delta;
  });
}

export function deltasToTimes(deltas: readonly number[]): number[] {
  let time = 0;
  return deltas.map((delta) => (time += delta));
}

/**
 * Whether `one` is an older analyzer than `other`, by the number at the end of the version: `cadence-1` is older than
 * `cadence-2`. A version without a number, or of another family, is never older, so the later analysis wins.
 */
export function isOlderAnalyzer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => /^(.*?)(\d+)$/.exec(version));
  return a?.[1] !== undefined && a[1] === b?.[1] && Number(a[2]) < Number(b[2]);
}
