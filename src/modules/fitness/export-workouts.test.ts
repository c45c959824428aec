import { expect, it } from 'vitest';
import { toExported } from './export-workouts.ts';
import type { ExportedSessionRow, ExportedSetRow } from './queries.ts';

const session = {
  id: 's',
  name: 'Push',
  started_at: new Date('2026-03-02T17:05:09Z'),
  completed_at: new Date('2026-03-02T18:05:09Z'),
  notes: null,
  layout: [
    { id: 'b', exerciseId: 'y', note: 'Wide grip', superset: null },
    { id: 'a', exerciseId: 'x', note: null, superset: null },
  ],
} as unknown as ExportedSessionRow;
const set = (id: string, entry: string, exercise: string): ExportedSetRow => ({
  id,
  session_id: 's',
  entry_id: entry,
  exercise,
  kind: 'normal',
  weight: 100,
  reps: 5,
  duration: null,
  distance_m: null,
  rpe: null,
  notes: null,
});

it('Workouts go out by the person’s clock, exercises in their order, the note of an exercise once.', () => {
  const [exported] = toExported(
    [session],
    [set('1', 'a', 'Squat'), set('2', 'b', 'Bench'), set('3', 'b', 'Bench')],
    'Europe/Berlin',
  );
  expect(exported).toMatchObject({ startedAtWall: '2026-03-02T18:05:09', name: 'Push', durationSeconds: 3_600 });
  expect(exported?.sets.map(({ exerciseName, note }) => [exerciseName, note])).toEqual([
    ['Bench', 'Wide grip'],
    ['Bench', null],
    ['Squat', null],
  ]);
});

it('A workout without a finished set is left out.', () => {
  expect(toExported([session], [], 'UTC')).toEqual([]);
});
