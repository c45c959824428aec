// A new device signs in by a code of a device that is signed in; then one of them removes the other.
import { expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
const EMAIL = 'ada@example.org';

test('a new device signs in by the code and the four words of another, keeps its work, and is erased when it is removed', async () => {
  const desktop = await app.open({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  const phone = await app.open();
  await desktop.visit('/account');
  await desktop.signIn(EMAIL);
  await desktop.synced();
  await desktop.visit('/account');
  await phone.visit('/account');
  const titleOnPhone = 'made before signing in';
  await phone.page.evaluate((args) => globalThis.cadence.dispatch('inbox.add', args).then(() => undefined), {
    id: newId(),
    title: titleOnPhone,
  });

  await desktop.page.getByRole('button', { name: 'Add a device' }).click();
  await desktop.page.getByRole('img', { name: /^QR code/ }).waitFor();
  const code = (await desktop.page.getByTestId('device-code').textContent()) ?? '';
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  // As the camera of the phone opens it.
  await phone.visit(`/sign-in/device#${code.replace('-', '')}`);
  expect(new URL(phone.page.url()).hash).toBe('');
  await phone.page.getByRole('button', { name: 'Continue' }).click();
  const wordsOn = async ({ page }: typeof phone) => {
    const words = page.getByTestId('four-words');
    await words.waitFor();
    return words.getAttribute('aria-label');
  };
  const [here, there] = [await wordsOn(phone), await wordsOn(desktop)];
  expect(here?.split(' ')).toHaveLength(4);
  expect(here).toBe(there);
  await desktop.page.getByRole('button', { name: 'Yes, sign it in' }).click();
  await phone.page.getByRole('button', { name: `Sign in as ${EMAIL}` }).click();
  await phone.page.getByText('You are signed in').waitFor();
  await desktop.page.getByText('The new device is signed in.').waitFor();
  await desktop.page.getByRole('button', { name: 'Close' }).last().click();
  await phone.synced();
  await desktop.synced();
  expect(await desktop.rows('select title from inbox_items')).toEqual([{ title: titleOnPhone }]);

  const devices = desktop.page.getByRole('list', { name: 'Devices' });
  await expect.poll(() => devices.getByRole('listitem').count()).toBe(2);
  expect(await devices.getByText('This device').count()).toBe(1);
  await phone.page.evaluate(() => localStorage.setItem('cadence.draft.test', '"unsent words"'));
  await devices
    .getByRole('listitem')
    .last()
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await desktop.page.getByRole('menuitem', { name: 'Remove' }).click();
  const began = performance.now();
  await desktop.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await phone.page.getByText('This device was removed from your account').first().waitFor({ timeout: 5_000 });
  expect(performance.now() - began).toBeLessThan(5_000);
  await expect.poll(() => devices.getByRole('listitem').count()).toBe(1);
  await expect.poll(() => phone.rows('select title from inbox_items')).toEqual([]);
  await expect.poll(() => phone.page.evaluate(() => localStorage.getItem('cadence.draft.test'))).toBeNull();
  await phone.visit('/account');
  await phone.page.getByText('Its data was erased.').waitFor();
  expect([...phone.noise, ...desktop.noise]).toEqual([]);
}, 120_000);
