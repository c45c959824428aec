// What a page shows of track_analyses.summary. The column is JSON that any device of the person may have written.
// Invariant: reading never throws; what is missing or of another kind is null or empty, for a newer analyser says more and
// an older one less.

/** A measure that may not have been possible. */
type Measure = number | null;

export interface StereoFigures {
  width: number;
  correlation: number;
}

export interface TrackSummary {
  durationMs: number;
  integratedLufs: Measure;
  rangeLu: Measure;
  maxMomentaryLufs: Measure;
  maxShortTermLufs: Measure;
  truePeakDb: Measure;
  samplePeakDb: Measure;
  plrDb: Measure;
  psrDb: { median: number; least: number } | null;
  rmsDb: Measure;
  crestDb: Measure;
  tempo: { bpm: number; confidence: number; steady: boolean; alternatives: { bpm: number }[] } | null;
  key: { key: string; confidence: number; tuningCents: number } | null;
  stereo: (StereoFigures & { bands: StereoFigures[] }) | null;
  balance: { hz: number; db: number }[];
  /** What of the file could not be read, in words. */
  notice: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const measure = (value: unknown): Measure => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** The named numbers of an object; null unless it has them all. */
function numbers<Name extends string>(value: unknown, names: readonly Name[]): Record<Name, number> | null {
  if (!isFields(value) || names.some((name) => measure(value[name]) === null)) return null;
  return Object.fromEntries(names.map((name) => [name, value[name]])) as Record<Name, number>;
}

/** The entries that have all of the named numbers. */
const rows = <Name extends string>(value: unknown, names: readonly Name[]): Record<Name, number>[] =>
  Array.isArray(value) ? value.flatMap((entry: unknown) => numbers(entry, names) ?? []) : [];

function readTempo(value: unknown): TrackSummary['tempo'] {
  const read = numbers(value, ['bpm', 'confidence']);
  if (!read || !isFields(value)) return null;
  return { ...read, steady: value['steady'] === true, alternatives: rows(value['alternatives'], ['bpm']) };
}

function readKey(value: unknown): TrackSummary['key'] {
  const read = numbers(value, ['confidence']);
  if (!read || !isFields(value) || typeof value['key'] !== 'string') return null;
  if (Math.round(read.confidence * 100) === 0) return null;
  return { key: value['key'], confidence: read.confidence, tuningCents: measure(value['tuningCents']) ?? 0 };
}

function readStereo(value: unknown): TrackSummary['stereo'] {
  const read = numbers(value, ['width', 'correlation']);
  return read && isFields(value) ? { ...read, bands: rows(value['bands'], ['width', 'correlation']) } : null;
}

/** Null when the column holds nothing that can be read. */
export function readSummary(value: unknown): TrackSummary | null {
  if (!isFields(value)) return null;
  return {
    durationMs: measure(value['durationMs']) ?? 0,
    integratedLufs: measure(value['integratedLufs']),
    rangeLu: measure(value['rangeLu']),
    maxMomentaryLufs: measure(value['maxMomentaryLufs']),
    maxShortTermLufs: measure(value['maxShortTermLufs']),
    truePeakDb: measure(value['truePeakDb']),
    samplePeakDb: measure(value['samplePeakDb']),
    plrDb: measure(value['plrDb']),
    psrDb: numbers(value['psrDb'], ['median', 'least']),
    rmsDb: measure(value['rmsDb']),
    crestDb: measure(value['crestDb']),
    tempo: readTempo(value['tempo']),
    key: readKey(value['key']),
    stereo: readStereo(value['stereo']),
    balance: rows(value['balance'], ['hz', 'db']),
    notice: typeof value['notice'] === 'string' ? value['notice'] : null,
  };
}
