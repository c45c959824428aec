// Which sets were a record when they fell. Records follow from the sets alone, so any device computes the same ones,
// and an edited or deleted set moves them.
import { estimatedOneRepMaxKg, loadKg, setVolumeKg, type Measure, type SetFigures, type SetKind } from './strength.ts';

export const RECORD_TYPES = ['weight', 'e1rm', 'volume', 'reps', 'time'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export interface RecordedSet extends SetFigures {
  id: string;
  kind: SetKind;
  completedAt: Date;
}

export interface PersonalRecord {
  setId: string;
  type: RecordType;
  /** kg for weight, e1rm and volume, where a weight that helps is negative; a count for reps; seconds for time. */
  value: number;
  reps: number | null;
  achievedAt: Date;
  /** The best before; null for the first time, which sets a mark but beats nothing. */
  previousValue: number | null;
}

/** A record is beaten by more than a rounding of the kilogram. */
const EPSILON = 1e-6;

/**
 * What a set counts for each record, the more the better; null where it does not count. Warm-ups never do. Help counts as a
 * negative weight, so that less help is a record; it has no estimated max and no volume.
 */
export function recordValue(set: Omit<RecordedSet, 'id' | 'completedAt'>, type: RecordType, measure: Measure): number | null {
  if (set.kind === 'warmup') return null;
  const positive = (value: number | null) => (value !== null && value > 0 ? value : null);
  switch (type) {
    case 'weight':
      return set.reps !== null && set.reps >= 1 ? weightRecord(loadKg(set.weightKg, measure), measure) : null;
    case 'e1rm':
      return estimatedOneRepMaxKg(loadKg(set.weightKg, measure), set.reps);
    case 'volume':
      return positive(setVolumeKg(set, measure));
    case 'reps':
      return positive(set.reps);
    case 'time':
      return positive(set.durationSeconds);
  }
}

/** No help at all is the best of an assisted exercise; a weight of zero says nothing of any other. */
const weightRecord = (load: number | null, measure: Measure): number | null =>
  load === 0 && measure !== 'assisted_reps' ? null : load;

/** A set that may be a record of one type. */
export type RecordCandidate = Omit<PersonalRecord, 'previousValue'>;

/** What is to be beaten, by type; what is missing was never done. */
export type Bests = Map<RecordType, number>;

/** Every record of one exercise, in the order they fell. Sets may come in any order. */
export const recordsOfExercise = (sets: readonly RecordedSet[], measure: Measure): PersonalRecord[] =>
  recordsAmong(
    sets.flatMap((set) => candidatesOfSet(set, measure)),
    new Map(),
  );

export const candidatesOfSet = (set: RecordedSet, measure: Measure): RecordCandidate[] =>
  RECORD_TYPES.flatMap((type) => {
    const value = recordValue(set, type, measure);
    return value === null ? [] : [{ setId: set.id, type, value, reps: set.reps, achievedAt: set.completedAt }];
  });

/** The candidates that beat `bests`, in order of time and id, and move it. */
export function recordsAmong(candidates: readonly RecordCandidate[], bests: Bests): PersonalRecord[] {
  const records: PersonalRecord[] = [];
  for (const candidate of candidates.toSorted(
    (a, b) => a.achievedAt.getTime() - b.achievedAt.getTime() || (a.setId < b.setId ? -1 : a.setId > b.setId ? 1 : 0),
  )) {
    const previous = bests.get(candidate.type);
    if (previous !== undefined && candidate.value <= previous + EPSILON) continue;
    bests.set(candidate.type, candidate.value);
    records.push({ ...candidate, previousValue: previous ?? null });
  }
  return records;
}

/** Whether some type has less to be beaten than in `others`. */
export const isBehind = (bests: Bests, others: Bests): boolean =>
  [...others].some(([type, other]) => (bests.get(type) ?? -Infinity) < other);

export const isSame = (bests: Bests, others: Bests): boolean =>
  bests.size === others.size && [...others].every(([type, other]) => bests.get(type) === other);
