// The time to open a page with a large import in the outbox that was not sent yet, with and without OPFS. Without OPFS the
// replica's image is stored in IndexedDB; before that, every load ran the whole outbox again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Device } from '#tests/e2e/device.ts';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { installMarks } from './browser-marks.ts';
import { median, type Figure } from './figure.ts';
import { step } from './progress.ts';

/** The size of a diary of some years of training: 6,625 sets. */
const WORKOUTS = 265;
const SETS = 25;
const LOADS = 3;

export async function benchWeakStorage(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cadence-bench-'));
  const port = await freePort();
  const server = await startAppServer({ dataDir, port });
  const withOpfs = await Device.open({ serverPort: port });
  const without = await Device.open({ serverPort: port, lacksOpfs: true });
  try {
    for (const device of [withOpfs, without]) {
      step(`importing ${WORKOUTS} workouts ${device === without ? 'without' : 'with'} OPFS`);
      await importOffline(device);
    }
    const opensMs = { withOpfs: [] as number[], without: [] as number[] };
    // Alternating, so that a busy minute affects both.
    for (let load = 0; load < LOADS; load++) {
      step(`opening both, ${load + 1} of ${LOADS}`);
      opensMs.withOpfs.push(await openMs(withOpfs));
      opensMs.without.push(await openMs(without));
    }
    return [
      {
        name: `without OPFS: to the open replica with ${WORKOUTS * SETS} waiting sets`,
        value: median(opensMs.without) / 1000,
        unit: 's',
        target: null,
        better: 'less',
        peer: `with OPFS: ${(median(opensMs.withOpfs) / 1000).toFixed(2)} s`,
      },
    ];
  } finally {
    await Promise.all([withOpfs.close(), without.close()]);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Imports without an account, so that nothing leaves the outbox. */
async function importOffline(device: Device): Promise<void> {
  await device.visit('/train');
  await device.installed();
  device.goOffline();
  await device.page.evaluate(
    async ([workouts, sets]) => {
      const commands = Array.from({ length: workouts }, (_, workout) => {
        const startedAt = new Date(Date.UTC(2024, 0, 1 + workout * 2, 17));
        return {
          name: 'workout.import' as const,
          args: {
            source: 'strong' as const,
            key: `workout ${workout}`,
            name: 'Push',
            startedAt: startedAt.toISOString(),
            durationSeconds: 3_600,
            day: startedAt.toISOString().slice(0, 10),
            notes: null,
            entries: ['Bench', 'Row', 'Squat', 'Press', 'Curl'].map((name, place) => ({
              exercise: { name, id: null, measure: 'weight_reps' as const },
              sets: Array.from({ length: sets / 5 }, (_set, at) => ({
                kind: 'normal' as const,
                weightKg: 40 + place * 10 + (workout % 30) + at,
                reps: 5 + (at % 4),
                durationSeconds: null,
                distanceM: null,
              })),
            })),
          },
        };
      });
      const receipts = await cadence.dispatchAll(commands);
      const outcomes = await Promise.all(receipts.map(({ applied }) => applied));
      const refused = outcomes.find(({ kind }) => kind === 'rejected');
      if (refused) throw new Error(`a workout was rejected: ${JSON.stringify(refused)}`);
    },
    [WORKOUTS, SETS] as const,
  );
}

/** Opens a new tab of the device, as a tap on the app's icon does, and measures from the navigation to the open replica. */
async function openMs(device: Device): Promise<number> {
  const before = device.page;
  const page = await device.newTab();
  await before.close();
  device.usePage(page);
  await installMarks(page);
  await page.goto(`${device.url}/train`);
  await page.waitForFunction(() => marks.replicaOpenMs !== undefined);
  return page.evaluate(() => marks.replicaOpenMs!);
}
