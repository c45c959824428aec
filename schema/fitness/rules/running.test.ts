import { expect, test } from 'vitest';
import { isForgotten, isJoined } from './running.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const hoursLater = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

test('two starts within twelve hours are one workout, in whichever order they are heard', () => {
  expect([12, -12].map((hours) => isJoined(noon, hoursLater(hours)))).toEqual([true, true]);
  expect([12.01, -12.01].map((hours) => isJoined(noon, hoursLater(hours)))).toEqual([false, false]);
});

test('a workout is forgotten when the next one begins more than twelve hours later, not when it began earlier', () => {
  expect([12, 12.01, -12.01].map((hours) => isForgotten(noon, hoursLater(hours)))).toEqual([false, true, false]);
});
