// The demo year from /debug: created with past dates on a device without an account, with a progress count and a Stop button; not
// offered with an account.
import { expect, test } from 'vitest';
import { servedApp } from './served-app.ts';

const app = servedApp();
const DAY_MS = 86_400_000;

test('without an account a demo year is created with past dates and can be stopped; with an account it is not offered', async () => {
  const device = await app.open();
  await device.visit('/debug');
  const { page } = device;
  await page.getByRole('button', { name: 'Add a demo year' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add a demo year' }).click();
  await page.getByText(/^[1-9][\d,]* of [\d,]+ entries$/).waitFor();
  // The first entries may be of other kinds.
  const sessions = () => device.rows<{ started_at: Date; status: string }>('select started_at, status from focus_sessions');
  await expect.poll(async () => (await sessions()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/^[\d,]+ entries were added\.$/).waitFor();

  for (const { started_at, status } of await sessions()) {
    expect(Date.now() - new Date(started_at).getTime()).toBeGreaterThan(200 * DAY_MS);
    expect(['completed', 'abandoned']).toContain(status);
  }

  await device.signIn('demo@example.org');
  await device.visit('/debug');
  await page.getByText('Sign out to add a demo year', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Add a demo year' }).count()).toBe(0);
});
