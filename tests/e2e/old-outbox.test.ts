// An outbox that an app of November 2026 wrote and never sent: the current app shows its commands, and the current server
// applies all of them. The fixture is that app's own file, written when every command was in its first version. Never
// regenerate it: it represents devices that have been offline since.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

/** Writes the log to the place where an old app of this origin would have left it, before any page of the app opens. */
async function leaveOldLog(): Promise<void> {
  const log = await readFile(new URL('fixtures/outbox-of-2026-11.log', import.meta.url));
  await device.page.goto(`${device.url}/health`);
  await device.page.evaluate(
    async (bytes) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('cadence-outbox', { create: true });
      const file = await (await folder.getFileHandle('b.log', { create: true })).createWritable();
      await file.write(new Uint8Array(bytes));
      await file.close();
    },
    [...log],
  );
}

const rowsOf = {
  inbox: `select title, description, tags from inbox_items`,
  focus: `select task_title, status, focused_seconds from focus_sessions`,
  sets: `select name, set_number, weight, reps from exercise_sets join exercises on exercises.id = exercise_id order by set_number`,
  workouts: `select name, status from workout_sessions`,
  theme: `select value from user_settings where key = 'theme'`,
};

const expected = {
  inbox: [{ title: 'Edited before the update', description: 'kept', tags: ['old'] }],
  focus: [{ task_title: 'Old session', status: 'completed', focused_seconds: 1_500 }],
  sets: [
    { name: 'Stone lift', set_number: 1, weight: 60, reps: 5 },
    { name: 'Stone lift', set_number: 2, weight: 62.5, reps: 5 },
  ],
  workouts: [{ name: 'Old workout', status: 'completed' }],
  theme: [{ value: 'dark' }],
};

async function expectRows(): Promise<void> {
  for (const [name, sql] of Object.entries(rowsOf))
    expect(await device.rows(sql), name).toEqual(expected[name as keyof typeof expected]);
}

test('the current app shows what an old app saved', async () => {
  await leaveOldLog();
  await device.visit('/');
  await device.page.waitForFunction(() => globalThis.cadence.status().kind === 'local');
  await device.page.waitForFunction(
    (sql) =>
      globalThis.cadence
        .query({ compile: () => ({ sql, parameters: [], query: undefined }), execute: () => Promise.reject(new Error('a type')) })
        .then((rows) => rows.length > 0),
    rowsOf.workouts,
  );
  await expectRows();
});

test('the current server applies all of it', async () => {
  await device.signIn('old-outbox@example.org');
  await device.synced();
  await expectRows();
  expect(await device.page.evaluate(() => globalThis.cadence.rejected().map(({ name, error }) => ({ name, error })))).toEqual([]);
  expect(await device.rows('select name from replica.rejections')).toEqual([]);
});

test('no page logged an error', () => {
  expect(device.noise).toEqual([]);
});
