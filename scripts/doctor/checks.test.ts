// What the doctor says about facts, without any probe.
import { expect, test } from 'vitest';
import * as check from './checks.ts';
import type { Finding } from './checks.ts';
import {
  checkClock,
  checkConnections,
  checkDatabase,
  checkDurability,
  checkLine,
  checkMigrations,
  checkRights,
  checkVersion,
  type DatabaseFacts,
} from './check-database.ts';
import { hideSecrets } from './hide-secrets.ts';
import { reportOf } from './report.ts';

const good: DatabaseFacts = {
  version: '15.9',
  versionNumber: 150_009,
  isStandby: false,
  encoding: 'UTF8',
  canCreateSchemas: true,
  canCreateTables: true,
  foreignOwner: null,
  migrations: { applied: 83, pending: [] },
  skewMs: 3,
  maxConnections: 100,
  reservedConnections: 3,
  othersConnected: 5,
  ourConnections: 40,
  fsync: true,
  synchronousCommit: 'on',
  line: { isPooled: false, hasDirect: false, isNotified: true },
};
const facts = (changes: Partial<DatabaseFacts>): DatabaseFacts => ({ ...good, ...changes });
const levels = (findings: Finding[]) => findings.map(({ level }) => level);

test('a sound database has no finding but ok', () => {
  const found = checkDatabase({ kind: 'reached', isEmbedded: false, facts: good });
  expect(new Set(levels(found))).toEqual(new Set(['ok']));
  expect(found.map(({ about }) => about)).toContain('notifications');
});

test.each<[string, Finding[], Finding['level'], RegExp]>([
  ['PostgreSQL 14', [checkVersion(facts({ version: '14.11', versionNumber: 140_011 }))], 'error', /14\.11 is too old/],
  ['another encoding', [checkVersion(facts({ encoding: 'LATIN1' }))], 'error', /LATIN1/],
  ['a standby', checkRights(facts({ isStandby: true })), 'error', /standby/],
  ['a user without schemas', checkRights(facts({ canCreateSchemas: false })), 'error', /may not create schemas/],
  ['a user without public', checkRights(facts({ canCreateTables: false })), 'error', /schema public/],
  ['tables of another role', checkRights(facts({ foreignOwner: 'olga' })), 'error', /belong to olga/],
  ['a newer database', checkMigrations(facts({ migrations: { refused: '0099_x.sql was applied' } })), 'error', /0099_x/],
  [
    'pending migrations',
    checkMigrations(facts({ migrations: { applied: 80, pending: ['0081_a.sql', '0082_b.sql'] } })),
    'warning',
    /2 of 82 .*0081_a\.sql to 0082_b\.sql/,
  ],
  ['an empty database', checkMigrations(facts({ migrations: { applied: 0, pending: ['a'] } })), 'ok', /empty/],
  ['a clock 5 s off', [checkClock(facts({ skewMs: 5_000 }))], 'warning', /5\.0 s ahead of/],
  ['a clock an hour off', [checkClock(facts({ skewMs: -3_600_000 }))], 'error', /3600\.0 s behind/],
  ['too few connections', [checkConnections(facts({ maxConnections: 30 }))], 'error', /40 connections, but Postgres allows 27/],
  ['many others', [checkConnections(facts({ othersConnected: 80 }))], 'warning', /other programs hold 80/],
  ['room for two', [checkConnections(facts({ othersConnected: 0 }))], 'ok', /40 of 97: 2 servers fit/],
  ['no fsync', checkDurability(facts({ fsync: false })), 'error', /fsync is off/],
  ['no synchronous commit', checkDurability(facts({ synchronousCommit: 'off' })), 'error', /synchronous_commit is off/],
  ['a pooler alone', [checkLine({ isPooled: true, hasDirect: false, isNotified: null })], 'warning', /pooler/],
  ['a direct line elsewhere', [checkLine({ isPooled: true, hasDirect: true, isNotified: false })], 'error', /did not arrive/],
  ['an old Node', [check.checkNode({ version: '20.18.3' })], 'error', /too old/],
  ['plain http', check.checkPublicUrl({ publicUrl: 'http://cadence.example', host: '' }), 'error', /not https/],
  ['a path', check.checkPublicUrl({ publicUrl: 'https://example.org/cadence', host: '' }), 'error', /has a path/],
  ['an open host without an address', check.checkPublicUrl({ publicUrl: undefined, host: '0.0.0.0' }), 'error', /Not set/],
  ['no trusted proxy', [check.checkProxies({ isHttps: true, proxies: undefined })], 'warning', /share one rate limit/],
  ['a taken port', [check.checkPort({ host: 'localhost', port: 80, state: 'other' })], 'error', /another program/],
  ['a bucket without a name', check.checkBucket({ given: ['S3_REGION'], probe: null }), 'error', /without S3_BUCKET/],
  ['half of the keys', check.checkBucket({ given: ['S3_BUCKET', 'S3_ACCESS_KEY_ID'], probe: null }), 'error', /counterpart/],
  [
    'a bucket that may not be written',
    check.checkBucket({ given: ['S3_BUCKET'], probe: { failedStep: 'write', problem: 'AccessDenied' } }),
    'error',
    /“write” failed \(AccessDenied\)/,
  ],
])('%s', (_what, findings, level, words) => {
  expect(findings.map((finding) => finding.level)).toEqual([level]);
  expect(findings[0]?.what).toMatch(words);
  // Whatever is not right comes with what to do.
  if (level !== 'ok') expect(findings[0]?.doThis).toMatch(/\w+.*\w/);
});

test('a folder is judged by what it holds and by its free space', () => {
  const folder = { dataDir: '/srv/cadence', keeps: ['database', 'files'] as const, problem: null, reserveBytes: 1e9 };
  const words = (freeBytes: number, changes = {}) => check.checkFolder({ ...folder, freeBytes, ...changes });
  expect(words(50e9)).toMatchObject({ level: 'ok', what: '/srv/cadence holds the database and the files and has 50.0 GB free.' });
  expect(words(1.5e9)).toMatchObject({ level: 'warning' });
  expect(words(0.5e9)).toMatchObject({ level: 'error' });
  expect(words(0, { problem: 'EACCES' })).toMatchObject({ level: 'error' });
  expect(words(0, { keeps: [] })).toMatchObject({ level: 'ok', what: expect.stringContaining('Not used') as string });
});

test('https without mails is an error of the settings, and printed mails are something to look at', () => {
  const mail = { smtp: null, mailFrom: 'Cadence <cadence@localhost>', isHttps: true };
  expect(check.checkMail({ ...mail, printsMails: false })).toEqual([]);
  expect(levels(check.checkMail({ ...mail, printsMails: true }))).toEqual(['warning']);
  expect(levels(check.checkMail({ ...mail, printsMails: false, smtp: { host: 'mail', problem: 'refused' } }))).toEqual(['error']);
  expect(levels(check.checkMail({ ...mail, printsMails: false, smtp: { host: 'mail', problem: null } }))).toEqual([
    'ok',
    'warning',
  ]);
});

test('keys that open no stored token, or that lie beside the tokens, are reported', () => {
  const secrets = {
    keyCount: 1,
    isHttps: true,
    tokens: { tried: 3, unreadable: 0 },
    vapid: 'valid' as const,
    pushContact: 'mailto:ada@example.org',
  };
  expect(levels(check.checkSecrets(secrets))).toEqual(['ok', 'ok']);
  expect(check.checkSecrets({ ...secrets, tokens: { tried: 3, unreadable: 2 } })[0]?.what).toMatch(/2 of 3/);
  expect(levels(check.checkSecrets({ ...secrets, keyCount: 0 }))).toEqual(['warning', 'ok']);
  expect(levels(check.checkSecrets({ ...secrets, vapid: 'invalid' }))).toEqual(['ok', 'error']);
});

test('Electric needs logical replication, to be active, and a secret', () => {
  const electric = { host: 'e:3000', state: 'HTTP 200, active', isActive: true, walLevel: 'logical', hasSecret: true };
  expect(levels(check.checkElectric(electric))).toEqual(['ok']);
  expect(levels(check.checkElectric({ ...electric, walLevel: 'replica', isActive: false, hasSecret: false }))).toEqual([
    'error',
    'error',
    'warning',
  ]);
  expect(check.checkElectric(null)).toEqual([]);
});

test('the exit code is 1 only when something is wrong', () => {
  const finding = (level: Finding['level']): Finding => ({ level, about: 'X', what: 'W.', doThis: 'D.' });
  expect(reportOf([finding('ok'), finding('warning')]).exitCode).toBe(0);
  const wrong = reportOf([finding('error'), finding('error'), finding('warning')]);
  expect(wrong.exitCode).toBe(1);
  expect(wrong.text).toContain('wrong    X: W.\n         Do: D.');
  expect(wrong.text).toMatch(/2 things wrong, 1 thing to look at\.\n$/);
  expect(reportOf([finding('ok')]).text).toContain('Nothing is wrong.');
});

test('passwords of addresses, keys and tokens are removed from a text, also decoded', () => {
  const source = {
    DATABASE_URL: 'postgres://u:p%40ss-word@db/x',
    S3_SECRET_ACCESS_KEY: 'abcdefgh',
    TOKEN_KEY: 'first-key-of-two, second-key-of-two',
    PUBLIC_URL: 'https://cadence.example',
  };
  const text = 'p%40ss-word p@ss-word abcdefgh first-key-of-two second-key-of-two https://cadence.example';
  expect(hideSecrets(text, source)).toBe('… … … … … https://cadence.example');
});
