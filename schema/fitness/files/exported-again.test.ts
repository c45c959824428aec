// A workout that was logged here, exported and imported again is not added a second time.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTable } from '../../files/table.ts';
import { instantToWall } from '../../wall-clock.ts';
import { previewOf } from './import-plan.ts';
import { readSetRows } from './set-rows-csv.ts';
import { readStrongCsv } from './strong-csv.ts';
import { writeHevyCsv, writeStrongCsv, type ExportedSession } from './training-csv.ts';
import { trainingImport } from './training-import.ts';
import type { TrainingFile, TrainingRows } from './training-file.ts';

const now = new Date('2026-11-22T12:00:00Z');
const set = {
  exerciseName: 'Squat',
  kind: 'normal',
  weightKg: 100,
  reps: 5,
  durationSeconds: null,
  distanceM: null,
  rpe: null,
  note: null,
} as const;

/** Between 2001 and 2026, so that the hours that clocks show twice are among them. */
const instants = fc.integer({ min: 978_307_200, max: 1_790_000_000 }).map((seconds) => new Date(seconds * 1_000));
const names = fc.constantFrom('Legs', 'Push day', '=1+1', 'Beine, schwer', '"Quoted"', '💪 Arms');
const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC');

const fileOf = (source: 'strong' | 'hevy', rows: TrainingRows | null): TrainingFile => {
  if (!rows) throw new Error('not read');
  return { ...rows, source, counts: { records: rows.records.length } } as unknown as TrainingFile;
};

it('whatever its start, its name, the zone and the columns', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(instants, names), { minLength: 1, maxLength: 5, selector: ([at]) => at.getTime() }),
      zones,
      (logged, zone) => {
        const starts = logged.map(([at, name]) => ({ startedAtWall: instantToWall(at, zone), name: name.trim() }));
        const sessions: ExportedSession[] = starts.map((start) => ({
          ...start,
          durationSeconds: 3_600,
          notes: null,
          sets: [set],
        }));
        const others = starts.map((start) => ({ ...start, source: null }));
        const facts = { known: [], hereAlready: [], others, dayStartHour: 4 };
        const files = [
          fileOf('strong', readStrongCsv(readTable(writeStrongCsv(sessions, 'kg')), { unit: 'kg', now })),
          fileOf('hevy', readSetRows(readTable(writeHevyCsv(sessions, 'kg')), { unit: 'kg', now })),
        ];
        for (const file of files) {
          const { preview, plan } = trainingImport.prepare(file, facts, { now, zone, unit: 'kg' } as never);
          expect(preview.known).toBe(previewOf(file).sessions);
          expect(plan({ keepOwn: [], chosen: {} }).flat()).toEqual([]);
        }
      },
    ),
  );
});

it('two sessions of one file with the same name within a minute stay two', () => {
  const sessions: ExportedSession[] = [5, 40].map((second) => ({
    startedAtWall: `2026-03-02T17:05:${String(second).padStart(2, '0')}`,
    name: 'Legs',
    durationSeconds: null,
    notes: null,
    sets: [set],
  }));
  const file = fileOf('strong', readStrongCsv(readTable(writeStrongCsv(sessions, 'kg')), { unit: 'kg', now }));
  const facts = { known: [], hereAlready: [], others: [], dayStartHour: 4 };
  const { plan } = trainingImport.prepare(file, facts, { now, zone: 'UTC', unit: 'kg' } as never);
  expect(plan({ keepOwn: [], chosen: {} }).flat()).toHaveLength(2);
});
