// Sign-in by e-mail in a browser: another site cannot upload this device's data to its own account, and the usual ways (the
// link in the same browser, the code on the account page, the link in another browser) need one tap or eight digits.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { askToSignIn } from '#tests/support/http-person.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { Device } from './device.ts';

let dataDir: string;
let database: TestDatabase;
let server: AppServer;
let device: Device;
let other: Device;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  const port = await freePort();
  database = await testDatabase();
  server = await startAppServer({ dataDir, port, env: { DATABASE_URL: database.url } });
  device = await Device.open({ serverPort: port });
  other = await Device.open({ serverPort: port });
});

afterAll(async () => {
  await device.close();
  await other.close();
  await server.stop();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const capture = (title: string): Promise<unknown> =>
  device.page.evaluate((text) => globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: text }), title);
const person = (of: Device) => of.page.evaluate(() => globalThis.cadence.person());
const sessionsOf = async (email: string): Promise<number> =>
  (await database.pool.query('select from sessions s join users u on u.id = s.user_id where u.email = $1', [email])).rowCount ??
  -1;

/** Another site that redirects every visitor to `target`. */
async function elsewhere(target: string): Promise<Server & { url: string }> {
  const page = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Free coins</title><script>location.href = ${JSON.stringify(target)}</script>`);
  }).listen(0, '127.0.0.1');
  await once(page, 'listening');
  const address = page.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return Object.assign(page, { url: `http://127.0.0.1:${address.port}/` });
}

test('another site that opens an attacker’s link gets no data: the page asks first and requires the code of the attacker’s mail', async () => {
  await device.visit('/');
  for (const title of ['one', 'two', 'three']) await capture(title);
  const attacker = 'mallory@example.org';
  const { token, code } = await askToSignIn(server.url, attacker);
  const page = await elsewhere(`${device.url}/sign-in?token=${token}`);
  try {
    await device.page.goto(page.url);
    await device.page.getByRole('heading', { name: `Sign in as ${attacker} and add your 3 changes?` }).waitFor();
    await device.page.getByText('This link was requested in another browser').waitFor();
    const button = device.page.getByRole('button', { name: `Sign in as ${attacker}` });
    await button.click();
    await device.page.getByText('The code has eight digits.').waitFor();
    const wrong = String((Number(code) + 1) % 1e8).padStart(8, '0');
    await device.page.getByRole('textbox', { name: 'Code' }).fill(wrong);
    await button.click();
    await device.page.getByText('This code is wrong or has expired.').waitFor();
    expect(await person(device)).toMatchObject({ kind: 'local' });
    expect(await device.page.evaluate(() => globalThis.cadence.status())).toEqual({ kind: 'local', waiting: 3 });
    expect(await sessionsOf(attacker)).toBe(0);
    expect((await device.context.cookies()).map(({ name }) => name)).not.toContain('cadence_session');
  } finally {
    page.close();
  }
});

test('a mail scanner that fetches and runs the page of a link does not consume it; the person then signs in with one tap', async () => {
  const email = 'ada@example.org';
  await device.visit('/account');
  await device.page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await device.page.getByRole('button', { name: 'Send email' }).click();
  await device.page.getByRole('textbox', { name: 'Code' }).waitFor();
  const { link } = await device.newestMail(email);
  expect((await fetch(`${server.url}${link}`, { headers: { accept: 'text/html' } })).status).toBe(200);
  await other.visit(link);
  await other.page.getByRole('heading', { name: `Sign in as ${email}?` }).waitFor();

  await device.visit(link);
  await device.page.getByRole('heading', { name: `Sign in as ${email} and add your 3 changes?` }).waitFor();
  expect(await sessionsOf(email)).toBe(0);
  await device.page.getByRole('button', { name: `Sign in as ${email}` }).click();
  await device.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await device.synced();
  expect(await person(device)).toMatchObject({ kind: 'signed-in', email });
  const { rows } = await database.pool.query(
    'select title from inbox_items i join users u on u.id = i.user_id where u.email = $1 order by title',
    [email],
  );
  expect(rows.map(({ title }: { title: string }) => title)).toEqual(['one', 'three', 'two']);
  // The scanner's page tries to sign in after the link was used.
  await other.page.getByRole('textbox', { name: 'Code' }).fill('12345678');
  await other.page.getByRole('button', { name: `Sign in as ${email}` }).click();
  await other.page.getByText('This sign-in link has expired or was already used.').waitFor();
});

test('the code of the mail signs in the requesting browser, as in an installed app that never opens the link', async () => {
  const email = 'bea@example.org';
  await other.visit('/account');
  await other.page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await other.page.getByRole('button', { name: 'Send email' }).click();
  const { code } = await other.newestMail(email);
  await other.page.getByRole('textbox', { name: 'Code' }).fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.page.getByText('Signed in as').waitFor();
  expect(await person(other)).toMatchObject({ kind: 'signed-in', email });
  await other.page.evaluate(() => globalThis.cadence.signOut('send'));
});

test('a link that another browser requested signs in with the code of the same mail', async () => {
  const email = 'cleo@example.org';
  const { token, code } = await askToSignIn(server.url, email);
  await other.visit(`/sign-in?token=${token}`);
  await other.page.getByRole('textbox', { name: 'Code' }).fill(code);
  await other.page.getByRole('button', { name: `Sign in as ${email}` }).click();
  await other.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  expect(await person(other)).toMatchObject({ kind: 'signed-in', email });
});

test('no page logged an error', () => {
  expect([...device.noise, ...other.noise]).toEqual([]);
});
