// The doctor on real parts: Postgres, a pooler, a bucket, a mail server, a folder, ports.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#tests/support/app-server.ts';
import { hasMoto, startMoto } from '#tests/support/moto.ts';
import { hasPgBouncer, startPgBouncer } from '#tests/support/pgbouncer.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';
import type { Finding } from './checks.ts';
import { examine } from './examine.ts';

let database: TestDatabase;
let folder: string;
let base: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'cadence-doctor-'));
  base = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(await freePort()), BLOB_RESERVE_MB: '0' };
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const found = async (settings: Record<string, string>) => examine({ ...base, ...settings });
const of = (findings: Finding[], about: string) => findings.filter((finding) => finding.about === about);

test('a migrated database of this machine is fine', async () => {
  const findings = await found({});
  expect(of(findings, 'DATABASE_URL')).toEqual([
    { level: 'ok', about: 'DATABASE_URL', what: expect.stringMatching(/^PostgreSQL 1\d/) as string },
  ]);
  for (const about of ['rights', 'migrations', 'clock', 'notifications', 'DATA_DIR', 'PORT', 'push']) {
    expect(
      of(findings, about).map(({ level }) => level),
      about,
    ).toEqual(['ok']);
  }
});

test('pending and edited migrations are found without changing the database', async () => {
  const { rows } = await database.pool.query<{ name: string; checksum: string }>(
    'delete from ops.migrations where name = (select max(name) from ops.migrations) returning name, checksum',
  );
  const [last] = rows;
  if (!last) throw new Error('no migration');
  expect(of(await found({}), 'migrations')[0]).toMatchObject({
    level: 'warning',
    what: expect.stringContaining(last.name) as string,
  });
  await database.pool.query(`insert into ops.migrations (name, checksum) values ($1, 'other')`, [last.name]);
  expect(of(await found({}), 'migrations')[0]).toMatchObject({
    level: 'error',
    what: expect.stringContaining('edited') as string,
  });
  await database.pool.query('update ops.migrations set checksum = $2 where name = $1', [last.name, last.checksum]);
  expect(of(await found({}), 'migrations')[0]?.level).toBe('ok');
});

test('a user who may not create schemas or tables is named as the reason', async () => {
  const user = `doctor_${Date.now()}`;
  await database.pool.query(`create role ${user} login password 'a-password'`);
  const url = new URL(database.url);
  url.username = user;
  url.password = 'a-password';
  const rights = of(await found({ DATABASE_URL: url.href }), 'rights');
  expect(rights.map(({ level }) => level)).toEqual(['error', 'error', 'error']);
  expect(rights.map(({ what }) => what).join()).toMatch(/create schemas.*schema public.*belong to/);
  await database.pool.query(`drop role ${user}`);
});

test.each([
  ['nobody listens there', (url: URL) => (url.port = '1'), /cannot be reached/],
  ['there is no such database', (url: URL) => (url.pathname = '/nowhere'), /no such database/],
  ['the password is wrong', (url: URL) => (url.password = 'wrong-password'), /refuses the user or the password/],
])('%s', async (_what, change, words) => {
  const url = new URL(database.url);
  change(url);
  const findings = await found({ DATABASE_URL: url.href });
  expect(of(findings, 'DATABASE_URL')[0]).toMatchObject({ level: 'error', what: expect.stringMatching(words) as string });
  expect(JSON.stringify(findings)).not.toContain(url.password);
});

test.runIf(hasPgBouncer)('a pooler needs a direct address, and a direct address of another database is found', async () => {
  const pooler = await startPgBouncer(database.url, 5);
  const pooled = pooler.urlOf(database.url);
  expect(of(await found({ DATABASE_URL: pooled }), 'DATABASE_DIRECT_URL')[0]?.level).toBe('warning');
  const right = await found({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: database.url });
  expect(of(right, 'notifications')[0]?.level).toBe('ok');
  const elsewhere = new URL(database.url);
  elsewhere.pathname = '/postgres';
  const wrong = await found({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: elsewhere.href });
  expect(of(wrong, 'DATABASE_DIRECT_URL')[0]).toMatchObject({
    level: 'error',
    what: expect.stringContaining('did not arrive') as string,
  });
  await pooler.stop();
});

test.runIf(hasMoto)('a bucket is probed with a real object, and one that does not exist is reported', async () => {
  const moto = await startMoto();
  const { endpoint, bucket } = moto.settings;
  const settings = {
    S3_ENDPOINT: endpoint ?? '',
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: 'an-access-key',
    S3_SECRET_ACCESS_KEY: 'a-secret-access-key',
  };
  expect(of(await found(settings), 'S3_BUCKET')).toMatchObject([{ level: 'ok' }]);
  const missing = await found({ ...settings, S3_BUCKET: 'nowhere' });
  expect(of(missing, 'S3_BUCKET')[0]).toMatchObject({ level: 'error', what: expect.stringContaining('NoSuchBucket') as string });
  await moto.close();
  const gone = await found(settings);
  expect(of(gone, 'S3_BUCKET')[0]?.level).toBe('error');
  expect(JSON.stringify(gone)).not.toMatch(/a-secret-access-key|an-access-key/);
});

test('a mail server that takes the login is fine, one that refuses it or is away is not', async () => {
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => (password === 'right-password' ? done(null, { user: 'a' }) : done(new Error('no'))),
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as { port: number };
  const mailAt = async (password: string) =>
    of(await found({ SMTP_URL: `smtp://ada:${password}@127.0.0.1:${port}` }), 'SMTP_URL')[0];
  expect(await mailAt('right-password')).toMatchObject({ level: 'ok' });
  const refused = await mailAt('wrong-password');
  expect(refused?.level).toBe('error');
  expect(refused?.what).not.toContain('wrong-password');
  await new Promise<void>((resolve) => server.close(resolve));
  expect(await mailAt('right-password')).toMatchObject({
    level: 'error',
    what: expect.stringContaining('ECONNREFUSED') as string,
  });
});

test('a DATA_DIR that is no folder, and a port of another program, are reported', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const findings = await found({ DATA_DIR: join(file, 'data'), PORT: String(port), HOST: '127.0.0.1' });
  other.close();
  expect(of(findings, 'DATA_DIR')[0]?.level).toBe('error');
  expect(of(findings, 'PORT')[0]).toMatchObject({ level: 'error', what: expect.stringContaining('another program') as string });
});

test('Electric and providers are asked over HTTP', async () => {
  const server = createHttpServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url === '/v1/health' ? '{"status":"starting"}' : '{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;
  const provider = { OIDC_ISSUER: url, OIDC_CLIENT_ID: 'cadence', OIDC_CLIENT_SECRET: 'a-client-secret' };
  const findings = await found({ ELECTRIC_URL: url, ELECTRIC_SECRET: 'an-electric-secret', ...provider });
  expect(
    of(findings, 'ELECTRIC_URL')
      .map(({ what }) => what)
      .join(),
  ).toMatch(/wal_level.*not active \(HTTP 200, starting\)/);
  expect(of(findings, 'OIDC_ISSUER')[0]?.level).toBe('ok');
  server.close();
  await once(server, 'close');
  const away = await found({ ELECTRIC_URL: url, ELECTRIC_SECRET: 'an-electric-secret', ...provider });
  expect(of(away, 'OIDC_ISSUER')[0]).toMatchObject({ level: 'error', what: expect.stringContaining('ECONNREFUSED') as string });
});

const portOf = (server: Server): number => (server.address() as { port: number }).port;

test('settings that cannot be read do not hide what is wrong with the others', async () => {
  const findings = await found({ PORT: 'eighty', S3_BUKET: 'x', PUBLIC_URL: 'https://cadence.example/app', OIDC_ISSUER: 'x' });
  expect(of(findings, 'PORT')[0]?.what).toBe('must be a port number.');
  expect(of(findings, 'S3_BUKET')[0]?.level).toBe('warning');
  expect(of(findings, 'PUBLIC_URL')[0]?.what).toContain('path');
  expect(of(findings, 'SMTP_URL')[0]?.level).toBe('error');
  expect(of(findings, 'OIDC_ISSUER')[0]?.what).toContain('OIDC_CLIENT_ID');
  expect(of(findings, 'migrations')[0]?.level).toBe('ok');
});

test('the program reads a file of settings, says what is wrong without a secret, and ends with 1', async () => {
  const file = join(folder, 'settings');
  const url = new URL(database.url);
  url.password = 'the-wrong-password';
  await writeFile(file, `DATABASE_URL=${url.href}\nTOKEN_KEY=${'k'.repeat(40)}\nPUBLIC_URL="http://cadence.example"\n`);
  const program = [process.execPath, ['--import', 'tsx', 'scripts/doctor.ts', file]] as const;
  const ended = await promisify(execFile)(...program).catch((error: unknown) => error as { code: number; stdout: string });
  expect(ended).toMatchObject({ code: 1 });
  expect(ended.stdout).toMatch(/wrong {4}DATABASE_URL: The database refuses/);
  expect(ended.stdout).toMatch(/wrong {4}PUBLIC_URL: The address is not https/);
  expect(ended.stdout).not.toMatch(/the-wrong-password|kkkk/);
});
