// Workouts that are entered afterwards or moved: counted and paid once, with their sets and records where they belong.
import { expect } from 'vitest';
import { step, type Scenario } from '../scenario.ts';
import { at, entryA, finish, library, log, monday, records, session, sets, squat, start } from '../training.ts';

export const scenarios: Scenario[] = [
  {
    title: 'A workout entered afterwards is counted and paid once, when its sets are in, whichever device finishes it.',
    given: library,
    steps: [
      step(0, 'workout.log', { id: session, name: 'Legs', startedAt: at(-60), completedAt: at(-5), day: monday }),
      step(1, 'workout.addExercise', { sessionId: session, entry: { id: entryA, exerciseId: squat } }),
      ...['a1', 'a2', 'a3'].map((name, index) => log(-50 + index * 10, name)).map((one) => ({ ...one, minute: 2 })),
      finish(3),
      finish(4, 'desktop'),
    ],
    then: (rows) => {
      expect(rows['workout_sessions']).toMatchObject([
        { status: 'completed', completed_at: '2026-03-02T08:55:00+00:00', day: monday },
      ]);
      expect(Number(rows['workout_sessions']?.[0]?.['xp_awarded'])).toBeGreaterThan(0);
      expect((rows['points_ledger'] ?? []).filter(({ event_type }) => event_type === 'workout')).toHaveLength(1);
      expect(rows['occurrence_totals']).toContainEqual(
        expect.objectContaining({ kind: 'workout', measure: 'working_sets', amount: 3 }),
      );
    },
  },
  {
    title: 'A moved workout takes its sets and records to the new day, and keeps what it was paid.',
    given: library,
    steps: [
      start,
      log(5, 'a1'),
      finish(30),
      step(40, 'workout.move', {
        id: session,
        startedAt: '2026-02-27T18:00:00.000Z',
        completedAt: '2026-02-27T19:00:00.000Z',
        day: '2026-02-27',
      }),
    ],
    then: (rows) => {
      expect(rows['workout_sessions']).toMatchObject([{ day: '2026-02-27', started_at: '2026-02-27T18:00:00+00:00' }]);
      expect(sets(rows)).toMatchObject([{ completed_at: '2026-02-27T18:05:00+00:00' }]);
      expect(records(rows, 'weight')).toMatchObject([{ achieved_at: '2026-02-27T18:05:00+00:00' }]);
      expect(rows['occurrence_totals']).toContainEqual(
        expect.objectContaining({ kind: 'workout', measure: 'times', day: '2026-02-27', amount: 1 }),
      );
    },
  },
  {
    title: 'A workout cannot be entered for tomorrow, end before it starts, or be moved while it runs.',
    given: library,
    steps: [
      step(
        0,
        'workout.log',
        { id: session, name: 'Legs', startedAt: at(3_000), completedAt: at(3_060), day: monday },
        { outcome: 'limit_exceeded' },
      ),
      step(
        0,
        'workout.log',
        { id: session, name: 'Legs', startedAt: at(-5), completedAt: at(-60), day: monday },
        { outcome: 'limit_exceeded' },
      ),
      start,
      step(
        1,
        'workout.move',
        { id: session, startedAt: at(-60), completedAt: at(-5), day: monday },
        { outcome: 'session_running' },
      ),
    ],
  },
  {
    title: 'A workout that was logged here and comes back in a file is not added again; one at another time is.',
    given: library,
    steps: [
      step(0, 'workout.log', { id: session, name: 'Legs', startedAt: at(-60), completedAt: at(-5), day: monday }),
      step(1, 'workout.importFrom', {
        source: 'hevy',
        sessions: [at(-60), at(-300)].map((startedAt) => ({
          key: `hevy|${startedAt}|Legs`,
          name: 'Legs',
          startedAt,
          durationSeconds: 3_300,
          day: monday,
          notes: null,
          entries: [
            {
              exercise: { name: 'Squat', id: squat, measure: 'weight_reps' as const },
              sets: [{ kind: 'normal' as const, weightKg: 100, reps: 5 }],
            },
          ],
        })),
      }),
    ],
    then: (rows) => {
      expect(rows['workout_sessions']).toHaveLength(2);
      expect(sets(rows)).toHaveLength(1);
    },
  },
];
