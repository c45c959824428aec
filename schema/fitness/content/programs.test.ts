import { expect, it, test } from 'vitest';
import library from './exercises.json' with { type: 'json' };
import { shippedPrograms } from './programs.ts';
import { readPlan } from '../rules/plan.ts';
import { readDefinition } from '../rules/program.ts';

const keys = new Set(library.map(({ id }) => id));

it('at least six programs are shipped, under keys of their own', () => {
  expect(shippedPrograms.length).toBeGreaterThanOrEqual(6);
  expect(new Set(shippedPrograms.map(({ key }) => key)).size).toBe(shippedPrograms.length);
});

test.each(shippedPrograms)('$key names its source, exercises of the library and workouts that it has', (program) => {
  expect(program.source.url).toMatch(/^https:\/\//);
  const workouts = new Set(program.workouts.map(({ key }) => key));
  for (const { days } of program.weeks) for (const day of days) expect(workouts).toContain(day);
  for (const { exercises } of program.workouts) {
    for (const { exercise, plan } of exercises) {
      expect(keys).toContain(exercise);
      expect(plan.length).toBeGreaterThan(0);
    }
  }
});

test.each(shippedPrograms)('$key is read back as it was written', ({ workouts, weeks }) => {
  const definition = readDefinition(JSON.parse(JSON.stringify({ workouts, weeks })));
  expect(definition?.weeks).toHaveLength(weeks.length);
  const plans = definition?.workouts.flatMap(({ exercises }) => exercises.map(({ plan }) => readPlan(plan)));
  expect(plans).toEqual(workouts.flatMap(({ exercises }) => exercises.map(({ plan }) => plan)));
});
