import { expect, it } from 'vitest';
import { workoutReward } from './reward.ts';

it('a workout pays by its working sets, up to thirty, and nothing without any', () => {
  expect(workoutReward(0)).toBeNull();
  expect(workoutReward(1)).toEqual({ xp: 22, coins: 5 });
  expect(workoutReward(18)).toEqual({ xp: 56, coins: 11 });
  expect(workoutReward(500)).toEqual(workoutReward(30));
});
