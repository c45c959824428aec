import { expect, test } from 'vitest';
import { DEFAULT_CONNECTIONS, JOB_CONNECTIONS, MIN_CONNECTIONS, planConnections } from './connections.ts';

test('every part of a server gets connections, and their sum is within DATABASE_CONNECTIONS', () => {
  for (let total = MIN_CONNECTIONS; total <= 500; total += 1) {
    const { requests, feed, copies, background } = planConnections(total);
    expect(requests + feed + copies + background + JOB_CONNECTIONS).toBe(total);
    // One request connection is permanently used by LISTEN.
    expect(requests).toBeGreaterThanOrEqual(3);
    expect(Math.min(feed, copies, background)).toBeGreaterThanOrEqual(1);
  }
});

test('two servers with default settings fit a Postgres with default settings', () => {
  expect(2 * DEFAULT_CONNECTIONS).toBeLessThanOrEqual(100 - 3);
});
