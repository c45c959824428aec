import { expect, it } from 'vitest';
import { joinRows, liveKey, type LiveRows } from './live-read.ts';

const ready = (...rows: number[]): LiveRows<number> => ({ kind: 'ready', rows });
const loading: LiveRows<number> = { kind: 'loading' };
const failed: LiveRows<number> = { kind: 'failed', message: 'no', retry: () => undefined };

it('joins several queries: failed when one failed, loading while one is, ready with the rows of all', () => {
  expect(joinRows({ sets: ready(1), names: ready() })).toEqual({ kind: 'ready', rows: { sets: [1], names: [] } });
  expect(joinRows({ sets: ready(1), names: loading })).toEqual({ kind: 'loading' });
  expect(joinRows({ sets: loading, names: failed })).toBe(failed);
});

it('distinguishes queries by their SQL and by their parameters', () => {
  const query = { sql: 'select $1', parameters: ['a'] };
  expect(liveKey({ ...query })).toBe(liveKey(query));
  expect(liveKey({ ...query, parameters: ['b'] })).not.toBe(liveKey(query));
  expect(liveKey({ ...query, sql: 'select $1::text' })).not.toBe(liveKey(query));
});
