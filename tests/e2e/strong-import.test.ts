// A real export of Strong, imported in the browser without a network, then checked on the person's other device. The export is
// a personal diary, so it is not in this repository, and without it the test is skipped.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { Device } from './device.ts';

const EXPORT_FILE = resolve('../shared/data/strong-export.csv');
const FORGOTTEN_FINISH_FILE = resolve('../shared/data/strong/264-hours-rest-timers-218.csv');
const EMAIL = 'lifter@example.org';
const COUNTS = `select (select count(*)::int from workout_sessions) as sessions, (select count(*)::int from exercise_sets) as sets`;

describe.skipIf(!existsSync(EXPORT_FILE))('the Strong export (skipped without ../shared/data/strong-export.csv)', () => {
  let dataDir: string;
  let server: AppServer;
  let phone: Device;
  let port: number;
  const tookMs: Record<string, number> = {};

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
    port = await freePort();
    server = await startAppServer({ dataDir, port });
    phone = await Device.open({ serverPort: port });
    await phone.visit('/');
    await phone.installed();
    await phone.signIn(EMAIL);
    await phone.synced();
  });

  afterAll(async () => {
    process.stdout.write(`strong import: ${JSON.stringify(tookMs)}\n`);
    await phone.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('imports offline: 356 sessions, 6,625 sets', async () => {
    phone.goOffline();
    await phone.visit('/train/import');
    await phone.page.getByLabel('Choose a file').setInputFiles(EXPORT_FILE);
    // The file names no unit, and no unit is preselected.
    const unchosen = phone.page.getByRole('button', { name: 'Choose the unit first' });
    await unchosen.waitFor();
    expect(await unchosen.isDisabled()).toBe(true);
    await phone.page.getByText('Pounds', { exact: true }).click();
    const run = phone.page.getByRole('button', { name: 'Import 356 workouts' });
    await run.waitFor();
    const startedMs = performance.now();
    await run.click();
    await phone.page.getByRole('heading', { name: '356 workouts imported' }).waitFor({ timeout: 120_000 });
    tookMs['import'] = Math.round(performance.now() - startedMs);
    await expect.poll(() => phone.rows(COUNTS)).toEqual([{ sessions: 356, sets: 6625 }]);
  });

  test('importing it again adds nothing', async () => {
    await phone.visit('/train/import');
    await phone.page.getByLabel('Choose a file').setInputFiles(EXPORT_FILE);
    const button = phone.page.getByRole('button', { name: 'Everything in this file is already here.' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
  });

  test('back online everything drains, and the second device shows the same sets', async () => {
    const startedMs = performance.now();
    phone.goOnline();
    await phone.synced();
    tookMs['drain'] = Math.round(performance.now() - startedMs);

    const tablet = await Device.open({ serverPort: port, viewport: { width: 1440, height: 900 } });
    try {
      await tablet.visit('/');
      await tablet.signIn(EMAIL);
      const signedInMs = performance.now();
      await tablet.synced();
      tookMs['secondDevice'] = Math.round(performance.now() - signedInMs);
      const sets =
        'select id, session_id, exercise_id, set_number, reps, weight, completed_at, notes from exercise_sets order by id';
      await expect.poll(() => tablet.rows(COUNTS), { timeout: 60_000 }).toEqual([{ sessions: 356, sets: 6625 }]);
      expect(JSON.stringify(await tablet.rows(sets))).toBe(JSON.stringify(await phone.rows(sets)));
      expect(tablet.noise).toEqual([]);
    } finally {
      await tablet.close();
    }
  });

  test.skipIf(!existsSync(FORGOTTEN_FINISH_FILE))(
    'a file with workouts of 264 hours is imported completely, reports omitted values, and can be undone as a whole',
    async () => {
      await phone.visit('/train/import');
      await phone.page.getByLabel('Choose a file').setInputFiles(FORGOTTEN_FINISH_FILE);
      await phone.page.getByRole('heading', { name: '7 values are left out' }).waitFor();
      await phone.page.getByText('Pounds', { exact: true }).click();
      await phone.page.getByRole('button', { name: /^Import \d+ workouts$/ }).click();
      await phone.page.getByRole('heading', { name: /^\d+ workouts imported$/ }).waitFor();
      await expect.poll(() => phone.rows(COUNTS)).toMatchObject([{ sets: 6625 + 109 }]);
      await phone.page.getByRole('button', { name: 'Remove the imported workouts' }).click();
      await phone.page.getByRole('dialog').getByRole('button', { name: 'Remove the imported workouts' }).click();
      await phone.page.getByRole('heading', { name: /^\d+ workouts removed$/ }).waitFor();
      await expect.poll(() => phone.rows(COUNTS)).toEqual([{ sessions: 356, sets: 6625 }]);
      await phone.synced();
    },
  );

  test('no page logged an error', () => {
    expect(phone.noise).toEqual([]);
  });
});
