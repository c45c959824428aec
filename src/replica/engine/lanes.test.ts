import { expect, it } from 'vitest';
import { Lanes, type Lane } from './lanes.ts';

it('runs one task at a time, tasks that a person waits for before background work, and no lane starves', async () => {
  const lanes = new Lanes();
  const order: Lane[] = [];
  let running = 0;
  const task = (lane: Lane) =>
    lanes.run(lane, async () => {
      expect((running += 1)).toBe(1);
      order.push(lane);
      await Promise.resolve();
      running -= 1;
    });
  const first = task('query');
  const rest = [
    task('feed'),
    ...Array.from({ length: 40 }, () => task('command')),
    ...Array.from({ length: 10 }, () => task('query')),
  ];
  await Promise.all([first, ...rest]);
  expect(order.slice(0, 4)).toEqual(['query', 'command', 'command', 'query']);
  expect(order.indexOf('feed')).toBeGreaterThan(10);
  expect(order.indexOf('feed')).toBeLessThan(40);
});

it('continues after a failed task and reports the failure to its caller', async () => {
  const lanes = new Lanes();
  await expect(lanes.run('command', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await lanes.run('query', () => Promise.resolve(1))).toBe(1);
});
