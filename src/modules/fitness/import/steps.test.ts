import { expect, it } from 'vitest';
import type { Replica } from '#src/replica/api.ts';
import { muscleSteps, undoSteps } from './steps.ts';

function recordingReplica() {
  const dispatched: unknown[] = [];
  const dispatch = (async (_name: string, args: object) => {
    dispatched.push(args);
    return { applied: Promise.resolve({ kind: 'applied' }) };
  }) as Replica['dispatch'];
  return { dispatch, dispatched };
}

it('an import is taken back by source, in groups that the command takes', async () => {
  const replica = recordingReplica();
  const keys = Array.from({ length: 250 }, (_, at) => String(at));
  const steps = undoSteps(
    replica,
    new Map([
      ['strong', keys],
      ['hevy', ['x']],
    ]),
  );
  expect(steps.map(({ count }) => count)).toEqual([100, 100, 50, 1]);
  for (const step of steps) await step.dispatch();
  expect(replica.dispatched.at(-1)).toEqual({ source: 'hevy', keys: ['x'] });
});

it('only own exercises without a muscle get the one that was chosen', async () => {
  const replica = recordingReplica();
  const exercise = (id: string, name: string, is_custom: boolean, muscle_groups: string[]) => ({
    id,
    name,
    is_custom,
    muscle_groups,
  });
  const exercises = [
    exercise('own', 'Dead Hang', true, []),
    exercise('had', 'Sled', true, ['quadriceps']),
    exercise('shipped', 'Row', false, []),
  ];
  for (const step of muscleSteps(replica, exercises, { 'Dead Hang': 'forearms', Sled: 'calves', Row: 'lats' }))
    await step.dispatch();
  expect(replica.dispatched).toEqual([{ id: 'own', muscles: ['forearms'] }]);
});
