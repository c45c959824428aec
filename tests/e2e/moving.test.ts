// Moving house in a browser: an archive with a file comes into the account of this device, and the device follows the account.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeZip } from 'client-zip';
import { expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { archiveEntries } from '#schema/leaving/archive.ts';
import { sha256Of } from '#tests/support/tus.ts';
import { findingsInBothThemes } from './axe.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();

const at = '2026-03-01T10:00:00Z';
const cover = new Uint8Array(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);

function archiveOf(person: string): Promise<Buffer> {
  const own = { user_id: person, created_at: at, updated_at: at };
  const rows: Record<string, readonly object[]> = {
    users: [{ id: person, name: 'Ada', created_at: at }],
    habits: [{ ...own, id: newId(), name: 'Read every day' }],
    books: [{ ...own, id: newId(), title: 'Dune', cover_blob_id: sha256Of(cover), cover_type: 'image/png' }],
    user_interests: [{ id: newId(), user_id: person, interest_key: 'x', interest_label: 'x', created_at: at }],
  };
  const entries = archiveEntries({
    ...{ madeBy: 'device', at: new Date(at), from: 'https://old.example', person: { id: person, email: 'ada@old.example' } },
    columnsOf: (table) => Object.keys(rows[table]?.[0] ?? {}),
    async *rows({ entry }) {
      yield (rows[entry.name] ?? []).map((row) => JSON.stringify(row));
    },
    async *files() {
      const bytes = () => Promise.resolve(new Blob([cover]));
      yield { sha256: sha256Of(cover), mediaType: 'image/png', size: cover.length, open: bytes };
    },
  });
  return new Response(makeZip(entries)).arrayBuffer().then((bytes) => Buffer.from(bytes));
}

test('an archive comes into an empty account, and this device shows what was in it', async () => {
  const device = await app.open({ viewport: { width: 390, height: 844 } });
  const { page } = device;
  const email = 'ada@new.example';
  await device.signIn(email);
  await device.synced();
  await device.visit('/account');
  const section = page.getByRole('region', { name: 'Bring in an archive' });
  const person = newId();
  const file = join(device.folder, 'cadence.zip');
  await writeFile(file, await archiveOf(person));
  await section.locator('input[type=file]').setInputFiles(file);
  await section.getByText('https://old.example, saved by a device').waitFor();
  expect(await findingsInBothThemes(device)).toEqual([]);
  await section.getByRole('button', { name: 'Bring it in' }).click();
  await section.getByText('3 entries and 1 file are in this account now.').waitFor();
  await device.visit('/habits');
  await page.getByText('Read every day').first().waitFor();
  await device.visit('/account');
  await page.getByText(email).first().waitFor();
  await device.synced();
  expect(await device.rows('select id::text as id from users')).toEqual([{ id: person }]);
  const stored = await page.evaluate((hash) => fetch(`/v1/blobs/${hash}`).then(({ status }) => status), sha256Of(cover));
  expect(stored).toBe(200);
  expect(device.noise).toEqual([]);
  // As another device of the account finds it: its session was ended.
  await app.database.pool.query('delete from sessions');
  await device.visit('/account');
  await page.getByRole('region', { name: 'Sign in again' }).getByRole('textbox', { name: 'Email address' }).waitFor();
});
