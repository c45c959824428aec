import { expect, test } from 'vitest';
import { readEnv } from './env.ts';

const env = (source: Record<string, string>) => {
  const read = readEnv(source);
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.env;
};

test('without any setting it serves this machine on 8787 with an embedded Postgres', () => {
  expect(env({})).toMatchObject({
    port: 8787,
    host: 'localhost',
    dataDir: '.data',
    databaseUrl: undefined,
    electric: undefined,
    s3: undefined,
    blobs: { quotaBytes: 5_000_000_000, maxBytes: 2_000_000_000 },
    smtpUrl: undefined,
    publicUrl: undefined,
    isHttps: false,
  });
});

test('an empty setting is one that is not there', () => {
  expect(env({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toEqual(env({}));
});

test('PUBLIC_URL loses its last slash, and https turns secure cookies on', () => {
  expect(env({ PUBLIC_URL: 'https://cadence.example/' })).toMatchObject({ publicUrl: 'https://cadence.example', isHttps: true });
});

test('ELECTRIC_URL and S3_BUCKET switch their parts on', () => {
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
  ['ELECTRIC_URL', 'electric'],
  ['BLOB_QUOTA_MB', 'much'],
  ['BLOB_MAX_MB', '0'],
  ['SMTP_URL', 'http://mail'],
  ['PUBLIC_URL', 'cadence.example'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused in words that name it', (name, value) => {
  const read = readEnv({ [name]: value });
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problems.join()).toContain(`${name}: `);
});
