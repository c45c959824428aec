// Which sets were a record when they fell. Records follow from the sets alone, so any device computes the same ones,
// and an edited or deleted set moves them.
import { estimatedOneRepMaxKg, setVolumeKg, type Measure, type SetFigures, type SetKind } from './strength.ts';

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
  /** kg for weight, e1rm and volume; a count for reps; seconds for time. */
  value: number;
  reps: number | null;
  achievedAt: Date;
  /** The best before; null for the first time, which sets a mark but beats nothing. */
  previousValue: number | null;
}

/** A record is beaten by more than a rounding of the kilogram. */
const EPSILON = 1e-6;

/** Weight that helps instead of resisting makes no record. */
const isLoadRecord = (type: RecordType): boolean => type === 'weight' || type === 'e1rm' || type === 'volume';

/** What a set counts for each record; null where it does not count. Warm-ups never do. */
export function recordValue(set: Omit<RecordedSet, 'id' | 'completedAt'>, type: RecordType, measure: Measure): number | null {
  if (set.kind === 'warmup' || (measure === 'assisted_reps' && isLoadRecord(type))) return null;
  const positive = (value: number | null) => (value !== null && value > 0 ? value : null);
  switch (type) {
    case 'weight':
      return set.reps !== null && set.reps >= 1 ? positive(set.weightKg) : null;
    case 'e1rm':
      return estimatedOneRepMaxKg(set.weightKg, set.reps);
    case 'volume':
      return positive(setVolumeKg(set));
    case 'reps':
      return positive(set.reps);
    case 'time':
      return positive(set.durationSeconds);
  }
}

/** Every record of one exercise, in the order they fell. Sets may come in any order. */
export function recordsOfExercise(sets: readonly RecordedSet[], measure: Measure): PersonalRecord[] {
  const inOrder = sets.toSorted((a, b) => a.completedAt.getTime() - b.completedAt.getTime() || (a.id < b.id ? -1 : 1));
  const best = new Map<RecordType, number>();
  const records: PersonalRecord[] = [];
  for (const set of inOrder) {
    for (const type of RECORD_TYPES) {
      const value = recordValue(set, type, measure);
      const previous = best.get(type);
      if (value === null || (previous !== undefined && value <= previous + EPSILON)) continue;
      best.set(type, value);
      records.push({ setId: set.id, type, value, reps: set.reps, achievedAt: set.completedAt, previousValue: previous ?? null });
    }
  }
  return records;
}
