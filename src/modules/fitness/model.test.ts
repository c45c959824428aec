import { describe, expect, it } from 'vitest';
import { formatClock, parseClock } from '#src/format/durations.ts';
import { parseDecimal } from '#src/format/numbers.ts';
import { formatRecord, formatSet } from './format.ts';
import {
  canTick,
  figuresToTick,
  lastTickedAt,
  nextSetId,
  pointsOfExercise,
  repsAtWeight,
  sessionToEntries,
  totalsOf,
  volumeOfEntries,
} from './model.ts';
import type { ExerciseNameRow, ExerciseSetRow, PreviousSetRow, SetRow } from './queries.ts';
import { restEndsAt } from './rest.ts';

const set = (id: string, facts: Partial<SetRow> = {}): SetRow => ({
  id,
  entry_id: 'entry',
  exercise_id: 'squat',
  set_number: 1,
  kind: 'normal',
  weight: null,
  reps: null,
  duration: null,
  distance_m: null,
  rpe: null,
  notes: null,
  completed_at: null,
  ...facts,
});
const before = (id: string, facts: Partial<PreviousSetRow> = {}): PreviousSetRow => ({ ...set(id), ...facts });
const squat: ExerciseNameRow = {
  id: 'squat',
  name: 'Squat',
  measure: 'weight_reps',
  equipment: null,
  category: null,
  muscle_groups: [],
  source_key: null,
  is_custom: false,
  is_builtin: true,
};
const exercises = new Map([['squat', squat]]);
const session = { layout: [{ id: 'entry', exerciseId: 'squat' }] };

describe('a session on the screen', () => {
  it('shows each set beside the same one of last time, warm-ups with warm-ups', () => {
    const [entry] = sessionToEntries(session, [set('w', { kind: 'warmup' }), set('1'), set('2'), set('3')], exercises, [
      before('pw', { kind: 'warmup', weight: 40 }),
      before('p1', { weight: 100 }),
      before('p2', { weight: 105 }),
    ]);
    expect(entry?.sets.map(({ label, previous }) => [label, previous?.weight ?? null])).toEqual([
      ['W', 40],
      ['1', 100],
      ['2', 105],
      ['3', null],
    ]);
  });
  it('still shows a set whose place in the layout is gone', () => {
    const entries = sessionToEntries(session, [set('lost', { entry_id: 'gone' })], exercises, []);
    expect(entries.flatMap(({ sets }) => sets.map(({ id }) => id))).toEqual(['lost']);
  });
  it('a tick takes over last time’s values where nothing was typed', () => {
    const [entry] = sessionToEntries(session, [set('1'), set('2', { reps: 8 })], exercises, [
      before('p1', { weight: 100, reps: 5 }),
      before('p2', { weight: 90, reps: 6 }),
    ]);
    expect(entry?.sets.map(figuresToTick)).toMatchObject([
      { weight: 100, reps: 5 },
      { weight: 90, reps: 8 },
    ]);
  });
  it('a set without reps or time cannot be ticked', () => {
    const nothing = { weight: 100, reps: null, duration: null, distance_m: null };
    expect(canTick(nothing, 'weight_reps')).toBe(false);
    expect(canTick({ ...nothing, reps: 1 }, 'weight_reps')).toBe(true);
    expect(canTick({ ...nothing, duration: 30 }, 'time')).toBe(true);
  });
  it('totals count only what is ticked', () => {
    const sets = [set('1', { weight: 100, reps: 5, completed_at: new Date() }), set('2', { weight: 100, reps: 5 })];
    expect(totalsOf(sets)).toEqual({ done: 1, planned: 1 });
    expect(volumeOfEntries(sessionToEntries(session, sets, exercises, []))).toBe(500);
    expect(nextSetId(sessionToEntries(session, sets, exercises, []))).toBe('2');
  });
});

describe('the set to do next', () => {
  /** Each exercise as how many sets it has and at which minutes they were ticked. */
  const next = (...exercisesOf: { superset?: string; sets: number; ticked?: number[] }[]): string | null => {
    const at = exercisesOf.map((_, index): string => `entry ${index}`);
    const layout = exercisesOf.map(({ superset = null }, index) => ({
      id: at[index] ?? '',
      exerciseId: 'squat',
      note: null,
      superset,
    }));
    const rows = exercisesOf.flatMap(({ sets: count, ticked = [] }, index) =>
      Array.from({ length: count }, (_, place) =>
        set(`${index}.${place}`, {
          entry_id: at[index] ?? '',
          completed_at: ticked[place] === undefined ? null : new Date(Date.UTC(2026, 2, 2, 9, ticked[place])),
        }),
      ),
    );
    return nextSetId(sessionToEntries({ layout }, rows, exercises, []));
  };

  it('is the partner’s after a set of a superset, and back again', () => {
    expect(next({ sets: 2 }, { superset: 'A', sets: 2, ticked: [1] }, { superset: 'A', sets: 2 })).toBe('2.0');
    expect(next({ sets: 2 }, { superset: 'A', sets: 2, ticked: [1] }, { superset: 'A', sets: 2, ticked: [2] })).toBe('1.1');
  });

  it('rotates through three partners, over those that are done', () => {
    const done = { superset: 'A', sets: 1, ticked: [1] };
    expect(next({ superset: 'A', sets: 2, ticked: [2] }, done, { superset: 'A', sets: 2 })).toBe('2.0');
  });

  it('is of the same exercise without a superset, and the first of the workout when that is done', () => {
    expect(next({ sets: 1 }, { sets: 2, ticked: [1] })).toBe('1.1');
    expect(next({ sets: 1 }, { sets: 1, ticked: [1] })).toBe('0.0');
    expect(next({ sets: 1, ticked: [1] })).toBeNull();
  });
});

describe('help from a machine', () => {
  it('is not lifted: sets of 3,870 kg and 60 kg of help × 8 are 3,870 kg', () => {
    const done = { completed_at: new Date() };
    const helped = new Map([...exercises].map(([id, exercise]) => [id, { ...exercise, measure: 'assisted_reps' as const }]));
    const lifted = [set('1', { ...done, weight: 129, reps: 10 }), set('2', { ...done, weight: 258, reps: 10 })];
    const withHelp = [set('3', { ...done, weight: 60, reps: 8 })];
    const entries = [...sessionToEntries(session, lifted, exercises, []), ...sessionToEntries(session, withHelp, helped, [])];
    expect(volumeOfEntries(entries)).toBe(3870);
  });
});

describe('rest', () => {
  const at = new Date('2026-03-01T10:00:00Z');
  it('ends by the instant of the last tick, so a reload changes nothing', () => {
    const ticked = lastTickedAt([
      set('1', { completed_at: new Date('2026-03-01T09:58:00Z') }),
      set('2', { completed_at: at }),
      set('3'),
    ]);
    expect(ticked).toEqual({ setId: '2', at });
    expect(restEndsAt(ticked, 120, null)).toEqual(new Date('2026-03-01T10:02:00Z'));
  });
  it('a change counts for its own set only', () => {
    const change = { setId: '1', extraSeconds: 30, isSkipped: false };
    expect(restEndsAt({ setId: '1', at }, 60, change)).toEqual(new Date('2026-03-01T10:01:30Z'));
    expect(restEndsAt({ setId: '2', at }, 60, { ...change, isSkipped: true })).toEqual(new Date('2026-03-01T10:01:00Z'));
    expect(restEndsAt({ setId: '1', at }, 60, { ...change, isSkipped: true })).toBeNull();
  });
});

describe('an exercise over time', () => {
  it('has one point a session, from its best working set; warm-ups add volume only', () => {
    const done = (id: string, sessionId: string, facts: Partial<ExerciseSetRow>): ExerciseSetRow => ({
      ...set(id),
      session_id: sessionId,
      session_name: 'Legs',
      day: '2026-03-01',
      started_at: new Date('2026-03-01T10:00:00Z'),
      completed_at: new Date('2026-03-01T10:00:00Z'),
      ...facts,
    });
    const points = pointsOfExercise(
      [
        done('1', 'a', { kind: 'warmup', weight: 200, reps: 1 }),
        done('2', 'a', { weight: 100, reps: 1 }),
        done('3', 'b', { weight: 90, reps: 10 }),
      ],
      'weight_reps',
    );
    expect(points.map(({ best, volumeKg }) => [best, volumeKg])).toEqual([
      [100, 300],
      [120, 900],
    ]);
  });
});

describe('figures in words', () => {
  it('a set says what was measured', () => {
    const none = { weight: null, reps: null, duration: null, distance_m: null };
    expect(formatSet({ ...none, weight: 100, reps: 5 }, 'kg', 'weight_reps')).toBe('100 kg × 5');
    expect(formatSet({ ...none, weight: 45 * 0.45359237, reps: 8 }, 'lb', 'weight_reps')).toBe('45 lb × 8');
    expect(formatSet({ ...none, reps: 12 }, 'kg', 'weight_reps')).toBe('12 reps');
    expect(formatSet({ ...none, duration: 90 }, 'kg', 'weight_reps')).toBe('1:30');
    expect(formatSet({ ...none, distance_m: 5000, duration: 1500 }, 'kg', 'weight_reps')).toBe('5 km in 25:00');
  });
  it('help is said, whichever way it is stored', () => {
    const set = { weight: 60, reps: 8, duration: null, distance_m: null };
    expect(formatSet(set, 'kg', 'assisted_reps')).toBe('60 kg help × 8');
    expect(formatSet({ ...set, weight: -60 }, 'kg', 'weight_reps')).toBe('60 kg help × 8');
    expect(formatRecord('weight', -60, 'kg')).toBe('60 kg help');
  });
  it('times and decimals are read as people type them', () => {
    expect([parseClock('90'), parseClock('1:30'), parseClock(''), parseClock('x')]).toEqual([90, 90, null, undefined]);
    expect([parseDecimal('62,5'), parseDecimal('62.5'), parseDecimal(''), parseDecimal('-1')]).toEqual([
      62.5,
      62.5,
      null,
      undefined,
    ]);
    expect(formatClock(3725)).toBe('1:02:05');
  });
});

describe('reps at weight', () => {
  const done = (id: string, weight: number, reps: number, kind: ExerciseSetRow['kind'] = 'normal') =>
    ({ id, weight, reps, kind, day: '2026-03-02' }) as ExerciseSetRow;

  it('lists the most reps of each weight, without those that a heavier weight beats', () => {
    const sets = [
      done('a', 100, 5),
      done('b', 100, 6),
      done('c', 110, 3),
      done('d', 90, 6),
      done('e', 80, 12),
      done('w', 60, 20, 'warmup'),
    ];
    expect(repsAtWeight(sets).map(({ weightKg, reps, setId }) => [weightKg, reps, setId])).toEqual([
      [110, 3, 'c'],
      [100, 6, 'b'],
      [80, 12, 'e'],
    ]);
  });
});
