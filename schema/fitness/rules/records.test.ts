import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordsOfExercise as recordsOf, type RecordedSet } from './records.ts';

const recordsOfExercise = (sets: readonly RecordedSet[]) => recordsOf(sets, 'weight_reps');

const set = (id: string, minute: number, facts: Partial<RecordedSet>): RecordedSet => ({
  id,
  kind: 'normal',
  weightKg: null,
  reps: null,
  durationSeconds: null,
  distanceM: null,
  completedAt: new Date(Date.UTC(2026, 0, 1, 10, minute)),
  ...facts,
});

describe('records', () => {
  it('the first set is a mark with nothing before it, and a better one beats it', () => {
    const records = recordsOfExercise([set('a', 0, { weightKg: 100, reps: 5 }), set('b', 5, { weightKg: 105, reps: 5 })]);
    expect(records.filter((r) => r.type === 'weight')).toEqual([
      expect.objectContaining({ setId: 'a', value: 100, previousValue: null }),
      expect.objectContaining({ setId: 'b', value: 105, previousValue: 100, reps: 5 }),
    ]);
    expect(records.filter((r) => r.type === 'reps').map((r) => r.setId)).toEqual(['a']);
  });
  it('a warm-up is never a record', () => {
    expect(recordsOfExercise([set('a', 0, { weightKg: 200, reps: 5, kind: 'warmup' })])).toEqual([]);
  });
  it('drop and failure sets count', () => {
    expect(recordsOfExercise([set('a', 0, { weightKg: 60, reps: 8, kind: 'failure' })])).not.toEqual([]);
  });
  it('equalling a best is not a record', () => {
    const records = recordsOfExercise([set('a', 0, { weightKg: 100, reps: 5 }), set('b', 5, { weightKg: 100, reps: 5 })]);
    expect(records.every((r) => r.setId === 'a')).toBe(true);
  });
  it('fewer reps at more weight can be a weight record without a volume record', () => {
    const types = recordsOfExercise([set('a', 0, { weightKg: 100, reps: 10 }), set('b', 5, { weightKg: 110, reps: 1 })])
      .filter((r) => r.setId === 'b')
      .map((r) => r.type);
    expect(types).toEqual(['weight']);
  });
  it('a hold counts its seconds', () => {
    expect(
      recordsOfExercise([set('a', 0, { durationSeconds: 60 }), set('b', 1, { durationSeconds: 75 })]).map((r) => [
        r.type,
        r.value,
      ]),
    ).toEqual([
      ['time', 60],
      ['time', 75],
    ]);
  });
  it('less help is a record, more help is none, and help has neither a max nor a volume', () => {
    const sets = [
      set('a', 0, { weightKg: 20, reps: 5 }),
      set('b', 1, { weightKg: 30, reps: 6 }),
      set('c', 2, { weightKg: 15, reps: 4 }),
      set('d', 3, { weightKg: 0, reps: 1 }),
    ];
    expect(recordsOf(sets, 'assisted_reps').map((r) => [r.setId, r.type, r.value, r.previousValue])).toEqual([
      ['a', 'weight', -20, null],
      ['a', 'reps', 5, null],
      ['b', 'reps', 6, 5],
      ['c', 'weight', -15, -20],
      ['d', 'weight', 0, -15],
    ]);
  });
  it('a negative weight is help in any exercise, and a lifted one beats it', () => {
    const sets = [
      set('a', 0, { weightKg: -20, reps: 5 }),
      set('b', 1, { weightKg: -10, reps: 5 }),
      set('c', 2, { weightKg: 0, reps: 5 }),
      set('d', 3, { weightKg: 5, reps: 5 }),
    ];
    expect(recordsOfExercise(sets).map((r) => [r.setId, r.type])).toEqual([
      ['a', 'weight'],
      ['a', 'reps'],
      ['b', 'weight'],
      ['d', 'weight'],
      ['d', 'e1rm'],
      ['d', 'volume'],
    ]);
  });
  it('a set logged late but done earlier takes its place in time', () => {
    const records = recordsOfExercise([set('late', 0, { weightKg: 120, reps: 1 }), set('a', 5, { weightKg: 110, reps: 1 })]);
    expect(records.filter((r) => r.type === 'weight').map((r) => r.setId)).toEqual(['late']);
  });
  it('are the same whatever order the sets arrive in', () => {
    const sets = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1 }),
        minute: fc.nat(500),
        weightKg: fc.integer({ min: 1, max: 200 }),
        reps: fc.integer({ min: 1, max: 20 }),
      }),
      { selector: (s) => s.id, maxLength: 20 },
    );
    fc.assert(
      fc.property(sets, (drafts) => {
        const made = drafts.map(({ id, minute, ...facts }) => set(id, minute, facts));
        expect(recordsOfExercise(made.toReversed())).toEqual(recordsOfExercise(made));
      }),
    );
  });
});
