import { expect, test } from 'vitest';
import { StartError, startProblem, type StartStep } from './start-problem.ts';

const embedded = { port: 8787, host: 'localhost', dataDir: '.data', databaseUrl: undefined };
const external = { ...embedded, databaseUrl: 'postgres://db/cadence' };
const failed = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

test.each<[string, StartStep, Error, typeof embedded | typeof external, string]>([
  ['a port in use', 'listen', failed('EADDRINUSE'), embedded, 'PORT: 8787 is used by another program.'],
  ['a port for root only', 'listen', failed('EACCES'), embedded, 'PORT: 8787 is not allowed for this user.'],
  ['an address of another machine', 'listen', failed('EADDRNOTAVAIL'), embedded, 'HOST: localhost is not an address'],
  ['a database that is away', 'database', failed('ECONNREFUSED'), external, 'DATABASE_URL: the database cannot be reached'],
  ['a host without an address', 'database', failed('ENOTFOUND'), external, 'DATABASE_URL: the database cannot be reached'],
  ['a wrong password', 'database', failed('28P01'), external, 'DATABASE_URL: the database refuses the user or the password'],
  ['no such database', 'database', failed('3D000'), external, 'DATABASE_URL: there is no such database'],
  ['too many connections', 'database', failed('53300'), external, 'DATABASE_CONNECTIONS'],
  ['a folder that may not be written', 'database', failed('EACCES'), embedded, 'DATA_DIR: .data cannot be used'],
  ['a folder for files that may not be written', 'other', failed('EROFS'), external, 'DATA_DIR: .data cannot be used'],
])('%s is reported in one line that names the setting', (_what, step, cause, env, words) => {
  const problem = startProblem(new StartError(step, cause), env);
  expect(problem).toContain(words);
  expect(problem).not.toContain('\n');
});

test('the output of the embedded Postgres is reduced to the line with the reason', () => {
  const cause = new Error(
    'the embedded Postgres ended with 1:\n2026 LOG: starting\n2026 FATAL:  could not write lock file: No space left\n',
  );
  expect(startProblem(new StartError('database', cause), embedded)).toBe(
    'DATA_DIR: the embedded Postgres ended with 1: could not write lock file: No space left',
  );
});

test('a host name with several addresses is reported with the error of each address', () => {
  const cause = Object.assign(new AggregateError([new Error('connect ::1'), new Error('connect 127.0.0.1')]), {
    code: 'ECONNREFUSED',
  });
  expect(startProblem(new StartError('database', cause), external)).toContain('(connect ::1; connect 127.0.0.1)');
});

test('a bug is not a problem of a setting', () => {
  expect(startProblem(new TypeError('x is not a function'), embedded)).toBeNull();
});
