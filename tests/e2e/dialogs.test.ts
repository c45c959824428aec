// Dialogs on two devices of one person: each saves only the changed fields, and a rejected edit keeps its text.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { trackLimits } from '#schema/tracks/rules.ts';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { Device } from './device.ts';

const EMAIL = 'editor@example.org';
const trackId = newId();

let dataDir: string;
let database: TestDatabase;
let server: AppServer;
let phone: Device;
let desktop: Device;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  const port = await freePort();
  database = await testDatabase();
  server = await startAppServer({ dataDir, port, env: { DATABASE_URL: database.url } });
  phone = await Device.open({ serverPort: port });
  desktop = await Device.open({ serverPort: port, viewport: { width: 1440, height: 900 } });
});

afterAll(async () => {
  await phone.close();
  await desktop.close();
  await server.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function openDetails(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More actions for this track' }).click();
  await page.getByRole('menuitem', { name: 'Edit details' }).click();
  await page.getByRole('dialog').getByLabel('Artist').waitFor();
}

const details = ({ page }: Device) => page.getByRole('dialog', { name: 'Details' });

const save = async (device: Device): Promise<void> => {
  await details(device).getByRole('button', { name: 'Save' }).click();
};

const credits = (device: Device) =>
  device.rows<{ artist: string | null; album: string | null }>('select artist, album from reference_tracks order by id');

test('edits of different fields of one track on two devices are both kept', async () => {
  for (const device of [phone, desktop]) {
    await device.visit('/');
    await device.signIn(EMAIL);
    await device.synced();
  }
  // Neither device has the track's file; only its texts are edited here.
  await phone.page.evaluate(async (id) => {
    const file = { contentSha256: 'a'.repeat(64), fileSizeBytes: 1, mimeType: 'audio/wav' };
    await globalThis.cadence.dispatch('tracks.add', { trackId: id, name: 'Prelude', ...file });
  }, trackId);
  for (const device of [phone, desktop]) {
    await device.visit(`/studio/track/${trackId}`);
    await openDetails(device.page);
  }
  await details(phone).getByLabel('Artist').fill('Bach');
  await save(phone);
  await details(phone).waitFor({ state: 'detached' });
  await expect.poll(() => credits(desktop), { timeout: 30_000 }).toEqual([{ artist: 'Bach', album: null }]);
  // The dialog was opened before the phone's edit arrived and still shows no artist.
  await details(desktop).getByLabel('Album').fill('Well-Tempered');
  await save(desktop);
  await details(desktop).waitFor({ state: 'detached' });
  for (const device of [phone, desktop]) {
    await expect.poll(() => credits(device), { timeout: 30_000 }).toEqual([{ artist: 'Bach', album: 'Well-Tempered' }]);
  }
});

test('a rejected edit keeps its text and shows the reason at the field', async () => {
  const tooLong = 'x'.repeat(trackLimits.tag + 1);
  await openDetails(desktop.page);
  await details(desktop).getByLabel('Tags').fill(tooLong);
  await details(desktop).getByLabel('Genre').fill('Baroque');
  await save(desktop);
  await details(desktop).getByText(`At most ${trackLimits.tag} characters.`).waitFor();
  expect(await details(desktop).getByLabel('Tags').inputValue()).toBe(tooLong);
  expect(await details(desktop).getByLabel('Genre').inputValue()).toBe('Baroque');
  await details(desktop).getByLabel('Tags').fill('organ');
  await save(desktop);
  await details(desktop).waitFor({ state: 'detached' });
  await expect
    .poll(() => phone.rows('select genre, tags from reference_tracks'), { timeout: 30_000 })
    .toEqual([{ genre: 'Baroque', tags: ['organ'] }]);
  expect([...phone.noise, ...desktop.noise]).toEqual([]);
});
