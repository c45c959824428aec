import { expect, test } from 'vitest';
import { faultOf, fromStatement } from './faults.ts';

const sqlError = (code: string): Error => Object.assign(new Error('from Postgres'), { code });

test.each([
  ['22003', 'decided'],
  ['22P02', 'decided'],
  ['23505', 'decided'],
  ['23001', 'decided'],
  ['54000', 'decided'],
  ['P0001', 'decided'],
  ['40P01', 'collision'],
  ['40001', 'collision'],
  ['08006', 'outage'],
  ['53100', 'outage'],
  ['53300', 'outage'],
  ['55P03', 'outage'],
  ['57P01', 'outage'],
  ['58030', 'outage'],
  ['25006', 'outage'],
  ['EPIPE', 'outage'],
  ['ECONNREFUSED', 'outage'],
  ['42P01', 'unexplained'],
  ['42501', 'unexplained'],
  ['42703', 'unexplained'],
  ['0A000', 'unexplained'],
  ['26000', 'unexplained'],
  ['3D000', 'unexplained'],
  ['57014', 'unexplained'],
  ['XX000', 'unexplained'],
  ['Z9999', 'unexplained'],
])('an error %s is %s', (code, kind) => {
  expect(faultOf(sqlError(code)).kind).toBe(kind);
});

test('an error that a command itself throws is a bug, and decides the command', () => {
  expect(faultOf(new TypeError('x is not a function'))).toEqual({ kind: 'decided', error: { code: 'internal' } });
  expect(faultOf(new Error('no result'))).toEqual({ kind: 'decided', error: { code: 'internal' } });
  expect(faultOf('a text')).toEqual({ kind: 'decided', error: { code: 'internal' } });
});

test('an unknown error of a statement is an outage, unless it is a bug', async () => {
  const lost = await Promise.reject(new Error('an unknown message'))
    .catch(fromStatement)
    .catch((error: unknown) => error);
  expect(faultOf(lost).kind).toBe('outage');
  const bug = await Promise.reject(new TypeError('a BigInt'))
    .catch(fromStatement)
    .catch((error: unknown) => error);
  expect(faultOf(bug).kind).toBe('decided');
});
