import { expect, test, vi } from 'vitest';
import { noLongerHeard, nowHeard } from './heard.ts';

test('a player that begins pauses the one before, once', () => {
  const [music, track] = [vi.fn(), vi.fn()];
  nowHeard(music);
  nowHeard(music);
  nowHeard(track);
  nowHeard(track);
  expect(music).toHaveBeenCalledTimes(1);
  expect(track).not.toHaveBeenCalled();
});

test('a player that has ended is not paused again', () => {
  const [music, track] = [vi.fn(), vi.fn()];
  nowHeard(music);
  noLongerHeard(music);
  nowHeard(track);
  expect(music).not.toHaveBeenCalled();
});
