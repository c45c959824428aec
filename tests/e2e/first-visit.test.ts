// A person without an account: the first visit, a focus session, a workout, and all of it again without a network.
import { beforeAll, expect, test } from 'vitest';
import { addExercise, goTo, logSet, startFocus, startWorkout } from './actions.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

const status = (kind: string) => device.page.waitForFunction((wanted) => globalThis.cadence?.status().kind === wanted, kind);

beforeAll(async () => {
  device = await app.open({ installsAtOnce: true });
});

test('a first visit that is left while its replica is being stored starts again', async () => {
  await device.visit('/');
  await device.visit('/focus');
  expect(await device.page.evaluate(() => globalThis.cadence.status().kind)).not.toBe('error');
  expect(await device.rows('select count(*)::int as sets from exercise_sets')).toEqual([{ sets: 0 }]);
});

test('the page can be installed and fills its offline cache', async () => {
  await device.visit('/');
  await device.installed();
  const session = await device.context.newCDPSession(device.page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});

test('without an account a focus session and a workout survive a reload without a network', async () => {
  const { page } = device;
  await startFocus(page);
  await startWorkout(page);
  await addExercise(page, 'bench press');
  await logSet(page, 1, '60', '8');

  device.goOffline();
  await page.reload();
  await device.opened();
  await page.getByRole('textbox', { name: /^kg, set 1 of/ }).waitFor();
  expect(await page.getByRole('textbox', { name: /^kg, set 1 of/ }).inputValue()).toBe('60');
  expect(await page.getByRole('checkbox', { name: /^Set 1 of/ }).getAttribute('aria-checked')).toBe('true');
  await goTo(page, 'Focus');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  expect(await device.rows('select status from focus_sessions')).toEqual([{ status: 'running' }]);
});

test('each page opens without a network', async () => {
  for (const path of [
    '/',
    '/focus',
    '/train',
    '/train/exercises',
    '/train/history',
    '/studio',
    '/library',
    '/settings',
    '/profile',
  ]) {
    await device.visit(path);
    await device.page.getByRole('heading', { level: 1 }).first().waitFor();
  }
});

test('a killed browser restarts with all data', async () => {
  await device.kill();
  await device.start();
  await device.visit('/train');
  expect(await device.rows('select reps, weight from exercise_sets where completed_at is not null')).toEqual([
    { reps: 8, weight: 60 },
  ]);
});

test('with an account, an app that was opened without a network syncs by itself when the server can be reached again', async () => {
  device.goOnline();
  await device.signIn('first-visit@example.org');
  await status('synced');
  device.goOffline();
  await device.page.reload();
  await status('offline');
  // The browser reports nothing: only the connection to the server changes.
  device.goOnline();
  await status('synced');
});

test('“Try now” in the sync panel sends what waits', async () => {
  const { page } = device;
  device.goOffline();
  await page.reload();
  await status('offline');
  await page.evaluate(() => globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: 'Written offline' }));
  await page.getByRole('button', { name: /^Sync: Offline, \d+ waiting$/ }).click();
  // With the focus on it, because the app also notices the network by itself, and then the button goes.
  await page.getByRole('button', { name: 'Try now' }).focus();
  device.goOnline();
  await page.keyboard.press('Enter');
  await status('synced');
});

test('no page logged an error', () => {
  expect(device.noise).toEqual([]);
});
