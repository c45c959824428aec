// A region of an own track: cut where it was chosen, without clicks, and equally loud in what is compared.
import { expect, test } from 'vitest';
import { drills } from '#schema/learn/content/drills.ts';
import { measure, noise } from '#tests/audio/signals.ts';
import { askOf } from './ask.ts';
import { cutRegion, REGION_MS } from './own-material.ts';
import { seededRandom } from './random.ts';

const RATE = 48_000;
const track = [1, 2].map((seed) => noise(10 * RATE, seed).map((value) => value * 0.4));

test('a region begins where it was chosen, begins and ends in silence, and too short a rest is refused', () => {
  const region = cutRegion(track, 2_000, RATE);
  expect(region?.left).toHaveLength((REGION_MS / 1000) * RATE);
  expect(region?.left[RATE]).toBe(track[0]?.[3 * RATE]);
  expect([region?.left[0], region?.right.at(-1)].map((value) => Math.abs(value ?? 1) < 0.003)).toEqual([true, true]);
  expect(cutRegion(track, 9_800, RATE)).toBeNull();
  expect(cutRegion([], 0, RATE)).toBeNull();
});

test.each(drills.filter(({ config }) => config.ownTrack).map(({ key, config }) => [key, config] as const))(
  '%s on a region of a track: what is compared is equally loud, unless the level is the question',
  async (key, config) => {
    const region = cutRegion(track, 1_000, RATE);
    if (!region) throw new Error('no region');
    const question = askOf(key)?.({ config, at: 0.3, random: seededRandom(1), material: () => region });
    const loudness = await Promise.all(
      (question?.heard ?? []).map(async ({ render }) => {
        const { left, right } = render(RATE);
        return (await measure([left, right], RATE)).description.integratedLufs ?? Number.NaN;
      }),
    );
    const [first, second] = loudness as [number, number];
    if (key === 'level-difference') expect(Math.abs(first - second)).toBeGreaterThan(1);
    else expect(Math.abs(first - second)).toBeLessThan(0.5);
  },
);
