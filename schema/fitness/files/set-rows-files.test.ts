// Exports of Hevy, FitNotes and apps like them. The real ones are personal diaries: they are not in this repository.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importRefusal } from '../commands/import-args.ts';
import { readTable } from '../../files/table.ts';
import { readSetRows } from './set-rows-csv.ts';
import { planImport, previewOf } from './import-plan.ts';

const now = new Date('2026-11-26T12:00:00Z');

function read(text: string, unit: 'kg' | 'lb' = 'kg') {
  const file = readSetRows(readTable(text), { unit, now });
  if (!file) throw new Error('not a file with one row a set');
  return file;
}

describe('files with one row a set', () => {
  it('Hevy: a duration from start to end, kinds of sets, a note of the exercise once', () => {
    const {
      records: sessions,
      errors,
      source,
      declaredUnit,
    } = read(
      [
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"',
        '"Push 💪","7 Apr 2026, 10:14","7 Apr 2026, 11:14","Good","Bench Press (Barbell)",,"Slow",0,"warmup",40,10,,,',
        '"Push 💪","7 Apr 2026, 10:14","7 Apr 2026, 11:14","Good","Bench Press (Barbell)",,"Slow",1,"dropset",60.5,8,,,9.5',
        '"Push 💪","7 Apr 2026, 10:14","7 Apr 2026, 11:14","Good","Running",,"",0,"normal",,,2.5,900,',
      ].join('\n'),
    );
    expect([errors, source, declaredUnit]).toEqual([[], 'hevy', 'kg']);
    expect(sessions).toMatchObject([
      {
        startedAtWall: '2026-04-07T10:14:00',
        durationSeconds: 3600,
        name: 'Push 💪',
        sets: [
          { kind: 'warmup', weightKg: 40, reps: 10, note: 'Slow' },
          { kind: 'drop', weightKg: 60.5, rpe: 9.5, note: null },
          { distanceM: 2500, durationSeconds: 900, reps: null },
        ],
      },
    ]);
  });
  it('FitNotes: a name with commas that nobody quoted is one name, and a row that fits no way is an error', () => {
    const { records: sessions, errors } = read(
      [
        'Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time',
        '2025-04-29,Overhead Press (Each Side, Dumbbells),Shoulders,8.0,kgs,5,,,',
        '2025-04-29,Plank,Core,,,,,,0:01:30',
        '2025-04-29,Curl,Biceps,8.0,kgs,5,,,,,',
        '2025-04-29,Curl,Biceps,8.0,5,5,5,5,5,5',
        '2025-04-29,Curl,Biceps,8.0',
      ].join('\n'),
    );
    expect(sessions[0]?.sets).toMatchObject([
      { exerciseName: 'Overhead Press (Each Side, Dumbbells)', weightKg: 8, reps: 5 },
      { exerciseName: 'Plank', durationSeconds: 90, reps: null },
      { exerciseName: 'Curl', weightKg: 8 },
    ]);
    expect(errors.map(({ line }) => line)).toEqual([5, 6]);
  });
  it('sessions of two apps at one time are two, by their keys', () => {
    const file = read('Date,Exercise,Category,Weight (lbs),Reps\n2020-09-13,Squat,Legs,45.0,10\n');
    const [plan] = planImport(file, new Map(), { zone: 'UTC', dayStartHour: 4 });
    expect(plan).toMatchObject({ source: 'fitnotes', key: 'fitnotes|2020-09-13T12:00:00|Workout' });
  });
});

const DATA = new URL('../../../../shared/data/', import.meta.url);
const isHere = existsSync(DATA);
if (!isHere) process.stdout.write('files with one row a set: skipped, ../shared/data is not here\n');

describe.skipIf(!isHere)('the files of ../shared/data/{hevy,fitnotes} (skipped where they are not at hand)', () => {
  /** Counted by another CSV reader; seven sets of the last file were never begun. */
  it.each([
    ['hevy/api-20-columns-both-units.csv', { source: 'hevy', unit: 'kg', sessions: 10, sets: 226 }],
    ['hevy/kg-emoji-8650-sets.csv', { source: 'hevy', unit: 'kg', sessions: 313, sets: 6251 }],
    ['hevy/lbs-681-sets.csv', { source: 'hevy', unit: 'lb', sessions: 32, sets: 681 }],
    ['hevy/portuguese-567-sets.csv', { source: 'hevy', unit: 'kg', sessions: 37, sets: 567 }],
    ['fitnotes/2024-comments-147.csv', { source: 'fitnotes', unit: 'lb', sessions: 13, sets: 148 }],
    ['fitnotes/broken-unquoted-commas-1624.csv', { source: 'fitnotes', unit: 'kg', sessions: 78, sets: 1624 }],
    ['fitnotes/kgs-9-columns-2495.csv', { source: 'fitnotes', unit: 'kg', sessions: 124, sets: 2495 }],
    ['fitnotes/old-lbs-435.csv', { source: 'fitnotes', unit: 'lb', sessions: 18, sets: 436 }],
    ['fitnotes/other-app-decimal-comma-811.csv', { source: 'sets', unit: null, sessions: 50, sets: 804 }],
  ] as const)('%s', (name, expected) => {
    const file = read(readFileSync(new URL(name, DATA), 'utf8'));
    const { errors, notices, sessions, sets } = previewOf(file);
    expect(errors).toEqual([]);
    expect(notices.filter(({ text }) => !/^The RPE of [1-5] is left out/.test(text))).toEqual([]);
    expect({ source: file.source, unit: file.declaredUnit, sessions, sets }).toEqual(expected);
    const planned = planImport(file, new Map(), { zone: 'Europe/Berlin', dayStartHour: 4 });
    expect(planned.map((session) => importRefusal(session, now)).filter((refusal) => refusal !== null)).toEqual([]);
  });
});
