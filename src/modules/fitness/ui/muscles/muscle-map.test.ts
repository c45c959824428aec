import { expect, it } from 'vitest';
import { exerciseRows } from '#schema/fitness/content/exercises.ts';
import { BACK_SHAPES, FRONT_SHAPES } from './body-shapes.ts';

it('every muscle of the library is drawn, and nothing else is', () => {
  const drawn = new Set([...FRONT_SHAPES, ...BACK_SHAPES].map(({ muscle }) => muscle));
  const trained = new Set(
    exerciseRows.flatMap(({ muscle_groups, secondary_muscles }) => [...muscle_groups, ...secondary_muscles]),
  );
  expect([...drawn].toSorted()).toEqual([...trained].toSorted());
});
