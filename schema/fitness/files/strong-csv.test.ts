import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import exercises from '../content/exercises.json' with { type: 'json' };
import { ALIASES_BY_SOURCE_KEY } from '../rules/exercise-aliases.ts';
import { matchExercises } from '../rules/exercise-match.ts';
import { readTable } from '../../files/table.ts';
import { readStrongCsv } from './strong-csv.ts';
import { planImport, previewOf } from './import-plan.ts';
import { wallToInstant } from '../../wall-clock.ts';

const now = new Date('2026-06-01T12:00:00Z');
const fixture = readFileSync(new URL('./fixtures/strong.csv', import.meta.url), 'utf8');

function read(text: string, unit: 'kg' | 'lb' = 'kg') {
  const file = readStrongCsv(readTable(text), { unit, now });
  if (!file) throw new Error('not an export of Strong');
  return file;
}

const line = (row: string) =>
  `Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n${row}\n`;

describe('reading an export of Strong', () => {
  const { records: sessions, errors, declaredUnit } = read(fixture, 'lb');
  const [push, cardio, late] = sessions;

  it('gathers rows into sessions, in the order of the file', () => {
    expect(sessions.map(({ name, sets }) => [name, sets.length])).toEqual([
      ['Push', 6],
      ['Cardio', 2],
      ['Second of the hour', 1],
    ]);
    expect(push).toMatchObject({ startedAtWall: '2025-02-03T17:05:09', durationSeconds: 5460 });
    expect(late?.startedAtWall).toBe(cardio?.startedAtWall);
  });
  it('knows the kinds of sets and leaves rest timers out', () => {
    expect(push?.sets.map(({ kind }) => kind)).toEqual(['warmup', 'normal', 'drop', 'failure', 'normal', 'normal']);
  });
  it('takes the noise of a conversion out of pounds', () => expect(push?.sets[1]?.weightKg).toBe(75 * 0.45359237));
  it('keeps a note with its line breaks, quotes and separators', () => {
    expect(push?.sets[1]?.note).toBe('First line, with a comma\nsecond "line"');
    expect(push?.notes).toBe('Good day');
  });
  it('reads time and distance, where reps are not measured', () => {
    expect(cardio?.sets[0]).toMatchObject({ reps: null, weightKg: null, durationSeconds: 600, distanceM: 2 * 1609.344 });
  });
  it('zero reps of a weight are a failed try, not a missing value', () =>
    expect(push?.sets[5]).toMatchObject({ reps: 0, rpe: 9.5 }));
  it('reports each bad row with the line it begins on', () => {
    expect(errors).toEqual([
      { line: 10, text: 'The weight must be between 0 and 1,400 kg.' },
      { line: 12, text: '“later” is not a date.' },
      { line: 13, text: '“x” is not a number (reps).' },
      { line: 14, text: 'The date is before the year 2000.' },
    ]);
  });
  it('asks for the unit when the file does not say', () => expect(declaredUnit).toBeNull());
});

describe('the other forms of the file', () => {
  it('semicolons, a decimal comma and units in columns', () => {
    const text =
      'Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration\n' +
      '2021-03-05 17:09:44;"Legs";"Squat (Barbell)";1;62,5;kg;5;8;;;0;"";"";1h\n';
    const { records: sessions, declaredUnit } = read(text, 'lb');
    expect(declaredUnit).toBe('kg');
    expect(sessions[0]).toMatchObject({ durationSeconds: 3600, sets: [{ weightKg: 62.5, reps: 5, rpe: 8 }] });
  });
  it('units in the header, a workout number, duration in seconds', () => {
    const text =
      '\uFEFF"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"\r\n' +
      '"1";"2024-05-01 07:00:00";"Run";"1800";"Running";"1";"";"0";"";"5000";"1500";"";""\r\n' +
      '"1";"2024-05-01 07:00:00";"Run";"1800";"Running";"Note";"";"";"";"";"";"Windy";""\r\n';
    const { records: sessions, errors } = read(text);
    expect(errors).toEqual([]);
    expect(sessions[0]).toMatchObject({
      durationSeconds: 1800,
      sets: [{ distanceM: 5000, durationSeconds: 1500, note: 'Windy' }],
    });
  });
  it('the columns that may be missing are missed quietly', () => {
    expect(read('Date,Exercise Name,Set Order,Weight,Reps\n2024-05-01 07:00:00,Plank,1,0,0\n').records[0]).toMatchObject({
      name: 'Workout',
      durationSeconds: null,
    });
  });
  it('another file is said not to be one', () => {
    expect(readStrongCsv(readTable('a,b\n1,2\n'), { unit: 'kg', now })).toBeNull();
    expect(readStrongCsv(readTable(''), { unit: 'kg', now })).toBeNull();
  });
  it('the limits hold in the unit chosen: 3,000 is too much in kilograms only', () => {
    const text = line('2024-05-01 07:00:00,A,1h,Sled,1,3000,1,0,0,,,');
    expect(read(text, 'kg').errors).toHaveLength(1);
    expect(read(text, 'lb').errors).toHaveLength(0);
  });
});

describe('planning the import', () => {
  const person = { zone: 'America/New_York', dayStartHour: 4 };
  it('puts the wall clock into the person’s zone, summer and winter, and stamps the person’s day', () => {
    expect(wallToInstant('2025-07-01T12:00:00', person.zone).toISOString()).toBe('2025-07-01T16:00:00.000Z');
    expect(wallToInstant('2025-01-01T12:00:00', person.zone).toISOString()).toBe('2025-01-01T17:00:00.000Z');
    expect(wallToInstant('2025-03-09T03:30:00', person.zone).toISOString()).toBe('2025-03-09T07:30:00.000Z');
    const [plan] = planImport(read(line('2025-01-02 01:00:00,A,1h,Squat,1,100,5,0,0,,,')), new Map(), person);
    expect(plan).toMatchObject({ startedAt: '2025-01-02T06:00:00.000Z', day: '2025-01-01' });
  });
  it('keeps the same exercise done twice in a session apart', () => {
    const plan = planImport(
      read(fixture, 'lb'),
      new Map([['Bench Press (Barbell)', { kind: 'known', exerciseId: 'bench', exerciseName: 'Bench' }]]),
      person,
    );
    expect(
      plan.find(({ name }) => name === 'Push')?.entries.map(({ exercise, sets }) => [exercise.name, exercise.id, sets.length]),
    ).toEqual([
      ['Bench Press (Barbell)', 'bench', 4],
      ['Pull Up (Assisted)', null, 1],
      ['Bench Press (Barbell)', 'bench', 1],
    ]);
  });
  it('tells what an own exercise counts from its sets', () => {
    const plan = planImport(read(fixture, 'lb'), new Map(), person);
    const measures = new Map(plan.flatMap(({ entries }) => entries.map(({ exercise }) => [exercise.name, exercise.measure])));
    expect(measures.get('Pull Up (Assisted)')).toBe('assisted_reps');
    expect(measures.get('Biking')).toBe('distance_time');
    expect(measures.get('Plank')).toBe('time');
  });
});

const realFile = new URL('../../../../shared/data/strong-export.csv', import.meta.url);

describe.skipIf(!existsSync(realFile))('a real export (skipped where the file is not at hand)', () => {
  it('is 356 sessions, 241 exercises and 6,625 sets without an error', () => {
    const real = read(readFileSync(realFile, 'utf8'), 'lb');
    const preview = previewOf(real);
    expect(preview).toMatchObject({ sessions: 356, sets: 6625, from: '2023-01-16T15:17:55', errors: [] });
    expect(preview.exercises).toHaveLength(241);
    expect(preview.to?.slice(0, 10)).toBe('2025-03-23');
    const library = exercises.map(({ id, name }) => ({ id, name, aliases: ALIASES_BY_SOURCE_KEY[id] ?? [], isCustom: false }));
    const matches = matchExercises(
      preview.exercises.map(({ name }) => name),
      library,
    );
    const known = [...matches.values()].filter(({ kind }) => kind === 'known').length;
    expect(known).toBeGreaterThan(100);
    const plan = planImport(real, matches, { zone: 'America/Chicago', dayStartHour: 4 });
    expect(new Set(plan.map(({ key }) => key)).size).toBe(356);
    expect(plan.flatMap(({ entries }) => entries.flatMap(({ sets }) => sets))).toHaveLength(6625);
  });
});
