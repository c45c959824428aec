// The ways in beside the mail, in a real browser: passkeys through Chromium's virtual authenticator, a real OpenID Connect provider on
// this machine, and recovery codes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { startOidcProvider, type OidcProvider } from '#tests/support/oidc-provider.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import { Device } from './device.ts';

const ADA = 'ada@example.org';

let dataDir: string;
let database: TestDatabase;
let server: AppServer;
let start: (env?: Record<string, string>) => Promise<AppServer>;
let device: Device;
let authenticator: VirtualAuthenticator;
let provider: OidcProvider;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  const port = await freePort();
  database = await testDatabase();
  device = await Device.open({ serverPort: port });
  // Passkeys belong to the address of the settings, so the server has to have the device's own.
  provider = await startOidcProvider([`${device.url}/v1/auth/providers/oidc/callback`]);
  const { issuer, clientId, clientSecret, name } = provider.settings;
  const oidc = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name };
  start = (env = {}) =>
    startAppServer({ dataDir, port, env: { DATABASE_URL: database.url, PUBLIC_URL: device.url, ...oidc, ...env } });
  server = await start();
  authenticator = await VirtualAuthenticator.attach(device);
});

afterAll(async () => {
  await device.close();
  await server.stop();
  await provider.close();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A device's own authenticator, with a finger that a test puts on it or not. */
class VirtualAuthenticator {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  static async attach({ context, page }: Device): Promise<VirtualAuthenticator> {
    const session = await context.newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: false,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  async touching(isTouching: boolean): Promise<void> {
    await this.#session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.#id, enabled: isTouching });
  }

  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#session.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified });
  }

  /** As a copy of the key would have it that was used less often. */
  async turnBackCounter(): Promise<void> {
    const { credentials } = await this.#session.send('WebAuthn.getCredentials', { authenticatorId: this.#id });
    for (const credential of credentials) {
      await this.#session.send('WebAuthn.removeCredential', {
        authenticatorId: this.#id,
        credentialId: credential.credentialId,
      });
      await this.#session.send('WebAuthn.addCredential', {
        authenticatorId: this.#id,
        credential: { ...credential, signCount: 0 },
      });
    }
  }
}

const person = () => device.page.evaluate(() => globalThis.cadence.person());
const button = (name: string) => device.page.getByRole('button', { name, exact: true });
/** The list of ways in; the device list of the same page names its menus alike. */
const waysIn = () => device.page.getByRole('list', { name: 'Ways in' });
const signOut = () => device.page.evaluate(() => globalThis.cadence.signOut('send'));

test('a signed-in person adds a passkey, names it, and sees it on the account page', async () => {
  await device.signIn(ADA);
  await device.visit('/account');
  await device.page.getByText('Email is your only way in.').waitFor();
  await authenticator.touching(true);
  await button('Add a passkey').click();
  await device.page.getByText('Passkey “Chrome on Linux” was added.').waitFor();
  await authenticator.touching(false);
  await waysIn().getByRole('button', { name: 'Actions for Chrome on Linux' }).click();
  await device.page.getByRole('menuitem', { name: 'Rename' }).click();
  await device.page.getByRole('textbox', { name: 'Name' }).fill('My laptop');
  await button('Save').click();
  await waysIn().getByRole('button', { name: 'Actions for My laptop' }).waitFor();
  await device.page.getByText('Add a second passkey').waitFor();
});

test('the same authenticator cannot hold two passkeys of one account', async () => {
  await authenticator.touching(true);
  await button('Add a passkey').click();
  await device.page.getByText('This device already holds a passkey').waitFor();
  await authenticator.touching(false);
});

test('the passkey signs in with one tap, and what was done before moves to the account', async () => {
  await signOut();
  await device.visit('/');
  await device.page.evaluate(() =>
    globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: 'before signing in' }),
  );
  await device.visit('/sign-in');
  await button('Sign in with a passkey').waitFor();
  await authenticator.touching(true);
  await button('Sign in with a passkey').click();
  await device.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await authenticator.touching(false);
  await device.synced();
  expect(await person()).toMatchObject({ kind: 'signed-in', email: ADA });
  const { rows } = await database.pool.query(
    'select title from inbox_items i join users u on u.id = i.user_id where u.email = $1',
    [ADA],
  );
  expect(rows).toEqual([{ title: 'before signing in' }]);
});

test('a change of the ways in asks who it is when the sign-in is long ago, and then goes on', async () => {
  await device.visit('/account');
  const age = () => database.pool.query(`update sessions set started_at = started_at - interval '1 hour'`);
  const question = device.page.getByRole('dialog', { name: 'Confirm that it is you' });
  await age();
  await button('Change the email address').click();
  await device.page.getByRole('textbox', { name: 'New address' }).fill('lovelace@example.org');
  await button('Send code').click();
  await question.getByRole('button', { name: 'Send a code by email' }).click();
  await question.getByText(`A code was sent to ${ADA}.`).waitFor();
  await question.getByRole('textbox', { name: 'Code' }).fill((await device.newestMail(ADA)).code);
  await question.getByRole('button', { name: 'Confirm' }).click();
  await device.page.getByText('Enter the code that was sent to lovelace@example.org.').waitFor();
  await button('Cancel').click();
  await database.pool.query('delete from ops.confirmations');
  await button('Add a passkey').click();
  await authenticator.touching(true);
  await question.getByRole('button', { name: 'Use a passkey' }).click();
  await device.page.getByText('This device already holds a passkey').waitFor();
  await authenticator.touching(false);
});

test('the address field offers the passkey, which signs in without a button', async () => {
  await signOut();
  // The virtual authenticator answers the offer of the field at once, as a person who picks it there.
  await authenticator.touching(true);
  await device.visit('/account');
  await device.page.getByText('Signed in as').waitFor();
  await authenticator.touching(false);
  expect(await person()).toMatchObject({ kind: 'signed-in', email: ADA });
});

test('without a fingerprint or PIN nobody is signed in, and the page says what to do', async () => {
  await signOut();
  await authenticator.verifies(false);
  await device.visit('/sign-in');
  await authenticator.touching(true);
  await button('Sign in with a passkey').click();
  await device.page.getByText('No passkey was used.').waitFor();
  expect(await person()).toMatchObject({ kind: 'local' });
  await authenticator.verifies(true);
  await authenticator.touching(false);
});

test('a copy of the passkey that was used less often is refused with words', async () => {
  await authenticator.turnBackCounter();
  await device.visit('/sign-in');
  await button('Sign in with a passkey').waitFor();
  await authenticator.touching(true);
  await button('Sign in with a passkey').click();
  await device.page.getByText('This passkey may have been copied').waitFor();
  await authenticator.touching(false);
  expect(await person()).toMatchObject({ kind: 'local' });
});

test('another service signs in after a question, to the account of the address that it has verified', async () => {
  provider.person = 'ada-there';
  provider.people.set('ada-there', { email: ADA, email_verified: true, name: 'Ada' });
  await device.page.evaluate(() => globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: 'and again' }));
  await device.visit('/sign-in?return=/account');
  await button('Continue with Test Provider').click();
  await device.page.getByRole('heading', { name: `Sign in as ${ADA} and add your one change?` }).waitFor();
  await device.page.getByText('Test Provider says that this is you.').waitFor();
  expect(await person()).toMatchObject({ kind: 'local' });
  await button(`Sign in as ${ADA}`).click();
  await device.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await device.page.getByRole('link', { name: 'Continue' }).click();
  await button('Unlink Test Provider').waitFor();
  expect(await person()).toMatchObject({ kind: 'signed-in', email: ADA });
});

test('it is unlinked, and linked again to the account that is signed in', async () => {
  await button('Unlink Test Provider').click();
  await button('Unlink').click();
  await button('Link Test Provider').click();
  await device.page.getByText('Test Provider is linked.').waitFor();
  await button('Unlink Test Provider').waitFor();
});

test('recovery codes are shown once, and one of them signs in', async () => {
  await device.opened();
  await button('Make recovery codes').click();
  const codes = device.page.getByRole('dialog', { name: 'Your recovery codes' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  const code = await codes.first().innerText();
  await button('I have saved them').click();
  await device.page.getByText('10 codes are left.').waitFor();
  await device.synced();
  await signOut();
  await device.visit('/sign-in');
  await button('Use a recovery code').click();
  await device.page.getByRole('textbox', { name: 'Email address' }).fill(ADA);
  await device.page.getByRole('textbox', { name: 'Recovery code' }).fill(code.toUpperCase());
  await button('Sign in').click();
  await device.page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await device.visit('/account');
  await device.page.getByText('9 codes are left.').waitFor();
});

test('the terms of the operator are asked for before the app goes on, again when they change, and not offline', async () => {
  const restart = async (version: string): Promise<void> => {
    await server.stop();
    server = await start({ TERMS_VERSION: version, TERMS_URL: 'https://example.org/terms' });
    await device.visit('/');
  };
  const gate = (name: string) => device.page.getByRole('dialog', { name });
  await restart('1');
  await gate('Before you start').waitFor();
  expect(await button('Accept and continue').isDisabled()).toBe(true);
  await device.page.getByRole('checkbox', { name: 'I am at least 16 years old.' }).check();
  await device.page.getByRole('checkbox', { name: 'I accept the terms, version 1.' }).check();
  await button('Accept and continue').click();
  await gate('Before you start').waitFor({ state: 'detached' });
  await restart('2');
  await gate('The terms have changed').waitFor();
  await device.installed();
  device.goOffline();
  await device.visit('/goals');
  await device.page.getByRole('heading', { name: 'Goals', level: 1 }).waitFor();
  expect(await gate('The terms have changed').count()).toBe(0);
  device.goOnline();
});

test('no page logged an error', () => {
  // Each sign-in ends the stream of the session before it. Three of them within seconds look to the stream's client like a proxy that
  // buffers, and it falls back to long polls.
  expect(device.noise.filter((text) => !text.includes('SSE connections are closing immediately'))).toEqual([]);
});
