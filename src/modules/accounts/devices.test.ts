import { expect, test } from 'vitest';
import { rowsToDevices } from './devices.ts';
import type { SessionRow } from './queries.ts';

const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const row = (family: string, more: Partial<SessionRow> = {}): SessionRow => ({
  id: `${family}-token`,
  family_id: family,
  device_name: null,
  user_agent: 'Firefox on Linux',
  ip_address: '192.0.2.1',
  started_at: daysAgo(9),
  last_activity_at: daysAgo(1),
  expires_at: daysAgo(-80),
  ...more,
});

test('this device comes first, the others by their last use, and expired ones are gone', () => {
  const rows = [
    row('a', { last_activity_at: daysAgo(3) }),
    row('b'),
    row('c', { expires_at: now }),
    row('d', { last_activity_at: now }),
  ];
  expect(rowsToDevices(rows, now, 'a').map(({ id, isThis }) => [id, isThis])).toEqual([
    ['a', true],
    ['d', false],
    ['b', false],
  ]);
});

test('a device whose next token is on its way is one device, with its newest use', () => {
  const rows = [row('a', { id: 'next', last_activity_at: daysAgo(2) }), row('a', { last_activity_at: daysAgo(1) })];
  expect(rowsToDevices(rows, now, null)).toMatchObject([{ id: 'a', lastUsedAt: daysAgo(1) }]);
});

test('the person’s own name stands before what the browser says', () => {
  const rows = [row('a', { device_name: 'Kitchen tablet', user_agent: 'Safari on iOS' })];
  expect(rowsToDevices(rows, now, null)).toMatchObject([{ name: 'Kitchen tablet', agent: 'Safari on iOS', isHandheld: true }]);
});
