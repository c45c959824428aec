// What is written with the columns of another app is read back as it was.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTable } from '../../files/table.ts';
import { KG_PER_LB, toKg } from '../rules/weight-units.ts';
import { readSetRows } from './set-rows-csv.ts';
import { readStrongCsv } from './strong-csv.ts';
import { writeHevyCsv, writeStrongCsv, type ExportedSession } from './training-csv.ts';
import type { FileSet, TrainingRows } from './training-file.ts';

const now = new Date('2026-11-26T12:00:00Z');

/** Words as forms keep them: trimmed, with single spaces. They may begin like a formula, and hold what a CSV file quotes. */
const words = fc
  .array(fc.constantFrom('Bench', '=1+1', '-press', '"wide"', 'a,b', 'ü;', '💪', '@home', "'quoted"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '));
const note = fc.option(words, { nil: null });
const kg = fc.integer({ min: 1, max: 40_000 }).map((quarters) => quarters / 100);
const pounds = fc.integer({ min: 1, max: 1_800 }).map((halves) => toKg(halves / 2, 'lb'));

const lifted = (weight: fc.Arbitrary<number>) =>
  fc.record({
    weightKg: fc.option(weight, { nil: null }),
    reps: fc.integer({ min: 0, max: 60 }) as fc.Arbitrary<number | null>,
    durationSeconds: fc.constant<number | null>(null),
    distanceM: fc.constant<number | null>(null),
  });
const timed = fc.record({
  weightKg: fc.constant<number | null>(null),
  reps: fc.constant<number | null>(null),
  durationSeconds: fc.integer({ min: 1, max: 7_200 }) as fc.Arbitrary<number | null>,
  distanceM: fc.option(
    fc.integer({ min: 1, max: 200_000 }).map((decimetres) => decimetres / 10),
    { nil: null },
  ),
});

const setOf = (weight: fc.Arbitrary<number>): fc.Arbitrary<FileSet> =>
  fc
    .tuple(
      fc.record({
        exerciseName: fc.constantFrom('Squat', 'Bench Press (Barbell)', 'Row, seated', '+Curl'),
        kind: fc.constantFrom('normal', 'warmup', 'drop', 'failure'),
        rpe: fc.option(fc.constantFrom(6, 7.5, 8, 10), { nil: null }),
        note,
      }),
      fc.oneof(lifted(weight), timed),
    )
    .map(([one, figures]) => ({ ...one, ...figures }) as FileSet);

const sessionsOf = (weight: fc.Arbitrary<number>): fc.Arbitrary<ExportedSession[]> =>
  fc
    .array(
      fc.record({
        name: words,
        durationSeconds: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }),
        notes: note,
        sets: fc.array(setOf(weight), { minLength: 1, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((sessions) => sessions.map((session, at) => ({ ...session, startedAtWall: `2026-03-0${at + 1}T17:05:0${at}` })));

const reread = (rows: TrainingRows | null): ExportedSession[] =>
  (rows?.records ?? []).map(({ startedAtWall, name, durationSeconds, notes, sets }) => ({
    startedAtWall,
    name,
    durationSeconds,
    notes,
    sets,
  }));

/** Hevy writes the note of an exercise on each of its sets, so the reader keeps the first of equal ones. */
const withoutRepeated = (session: ExportedSession): ExportedSession => ({
  ...session,
  sets: session.sets.map((set, at) => {
    const isRepeated = session.sets.slice(0, at).some((one) => one.exerciseName === set.exerciseName && one.note === set.note);
    return isRepeated ? { ...set, note: null } : set;
  }),
});

it('Strong’s columns are read back as they were, in both units within one file.', () => {
  fc.assert(
    fc.property(sessionsOf(fc.oneof(kg, pounds)), fc.constantFrom('kg' as const, 'lb' as const), (sessions, unit) => {
      const rows = readStrongCsv(readTable(writeStrongCsv(sessions, unit)), { unit: 'kg', now });
      expect(rows?.errors).toEqual([]);
      expect(reread(rows)).toEqual(sessions);
    }),
  );
});

it.each([
  ['kg', kg],
  ['lb', pounds],
] as const)('Hevy’s columns in %s are read back as they were.', (unit, weight) => {
  fc.assert(
    fc.property(sessionsOf(weight), (sessions) => {
      const rows = readSetRows(readTable(writeHevyCsv(sessions, unit)), { unit: 'kg', now });
      expect(rows?.errors).toEqual([]);
      expect(reread(rows)).toEqual(sessions.map(withoutRepeated));
    }),
  );
});

it('A weight typed in pounds is written as it was typed, whatever the unit of the person.', () => {
  const set = { exerciseName: 'Squat', kind: 'normal', rpe: null, note: null, weightKg: 135 * KG_PER_LB, reps: 5 } as const;
  const session = { startedAtWall: '2026-03-01T10:00:00', name: 'Legs', durationSeconds: null, notes: null };
  const text = writeStrongCsv([{ ...session, sets: [{ ...set, durationSeconds: null, distanceM: null }] }], 'kg');
  expect(text.split('\r\n')[1]).toContain(',135,lb,5,');
});
