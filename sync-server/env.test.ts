import { expect, test } from 'vitest';
import { readEnv } from './env.ts';

const env = (source: Record<string, string>) => {
  const read = readEnv(source);
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.env;
};

test('without settings the server serves this machine on port 8787 with the embedded Postgres', () => {
  expect(env({})).toMatchObject({
    port: 8787,
    host: 'localhost',
    dataDir: '.data',
    databaseUrl: undefined,
    electric: undefined,
    s3: undefined,
    databaseDirectUrl: undefined,
    databaseConnections: 40,
    blobs: { quotaBytes: 5_000_000_000, quotaFiles: 100_000, maxBytes: 2_000_000_000, reserveBytes: 1_000_000_000 },
    smtpUrl: undefined,
    publicUrl: undefined,
    isHttps: false,
  });
});

test('an empty setting counts as unset', () => {
  const { isTrustedProxy: _, ...without } = env({});
  expect(env({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '', TRUSTED_PROXIES: '' })).toMatchObject(without);
});

test('PUBLIC_URL loses its trailing slash, and https makes cookies Secure', () => {
  expect(env({ PUBLIC_URL: 'https://cadence.example/', SMTP_URL: 'smtp://mail' })).toMatchObject({
    publicUrl: 'https://cadence.example',
    isHttps: true,
  });
});

test('ELECTRIC_URL and S3_BUCKET enable their parts', () => {
  expect(env({ ELECTRIC_URL: 'http://electric:3000/', ELECTRIC_SECRET: 's' }).electric).toEqual({
    url: 'http://electric:3000',
    secret: 's',
  });
  expect(env({ S3_BUCKET: 'files' }).s3).toMatchObject({ bucket: 'files', region: 'us-east-1' });
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://x/y'],
  ['DATABASE_DIRECT_URL', 'http://x'],
  ['DATABASE_CONNECTIONS', '2'],
  ['ELECTRIC_URL', 'electric'],
  ['BLOB_QUOTA_MB', 'much'],
  ['BLOB_MAX_MB', '0'],
  ['BLOB_RESERVE_MB', '-1'],
  ['SMTP_URL', 'http://mail'],
  ['PUBLIC_URL', 'cadence.example'],
  ['TRUSTED_PROXIES', 'my-proxy'],
  ['SIGN_UP', 'maybe'],
  ['TOKEN_KEY', 'too short'],
  ['OIDC_ISSUER', 'https://id.example'],
  ['GITHUB_CLIENT_ID', 'an id without its secret'],
  ['PRINT_SIGN_IN_MAIL', '1'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused with a message that names the setting', (name, value) => {
  const read = readEnv({ [name]: value });
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problems.join()).toContain(`${name}: `);
});

test('an https server without SMTP does not start unless PRINT_SIGN_IN_MAIL is set', () => {
  const https = { PUBLIC_URL: 'https://cadence.example' };
  const refused = readEnv(https);
  expect(refused.ok ? [] : refused.problems).toEqual([expect.stringMatching(/^SMTP_URL: .*PRINT_SIGN_IN_MAIL=yes/)]);
  expect(env({ ...https, PRINT_SIGN_IN_MAIL: 'yes' }).isHttps).toBe(true);
});

test('TRUSTED_PROXIES names addresses and ranges; without it no proxy is trusted', () => {
  const { isTrustedProxy } = env({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' });
  expect(['10.1.2.3', '::1', '127.0.0.1', '11.0.0.1'].map(isTrustedProxy)).toEqual([true, true, false, false]);
  expect(env({}).isTrustedProxy('127.0.0.1')).toBe(false);
  expect(env({}).signUp).toBe('open');
});

test('the contact for push services is PUSH_CONTACT, else PUBLIC_URL, else the address in MAIL_FROM', () => {
  const contactOf = (source: Record<string, string>) => {
    const settings = readEnv({ PRINT_SIGN_IN_MAIL: 'yes', ...source });
    return settings.ok ? settings.env.pushContact : settings.problems;
  };
  expect(contactOf({ PUSH_CONTACT: 'mailto:ops@example.org' })).toBe('mailto:ops@example.org');
  expect(contactOf({ PUBLIC_URL: 'https://cadence.example.org/' })).toBe('https://cadence.example.org');
  expect(contactOf({ MAIL_FROM: 'Cadence <hello@example.org>' })).toBe('mailto:hello@example.org');
  expect(contactOf({ PUSH_CONTACT: 'ops@example.org' })).toEqual([expect.stringContaining('PUSH_CONTACT')]);
});

test('providers come from their settings, and plain http is for this machine alone', () => {
  const keys = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  const { providers } = env({
    ...keys,
    OIDC_ISSUER: 'https://id.example',
    ...{ OIDC_2_ISSUER: 'http://localhost:9000', OIDC_2_CLIENT_ID: 'c', OIDC_2_CLIENT_SECRET: 'd', OIDC_2_NAME: 'Home' },
    ...{ GOOGLE_CLIENT_ID: 'e', GOOGLE_CLIENT_SECRET: 'f', GITHUB_CLIENT_ID: 'g', GITHUB_CLIENT_SECRET: 'h' },
  });
  expect(providers.map(({ id, name, kind, issuer }) => [id, name, kind, issuer])).toEqual([
    ['google', 'Google', 'oidc', 'https://accounts.google.com'],
    ['github', 'GitHub', 'github', 'https://github.com'],
    ['oidc', 'id.example', 'oidc', 'https://id.example'],
    ['oidc-2', 'Home', 'oidc', 'http://localhost:9000'],
  ]);
  expect(readEnv({ ...keys, OIDC_ISSUER: 'http://id.example' })).toEqual({
    ok: false,
    problems: ['OIDC_ISSUER: must be a URL that begins with https://'],
  });
});
