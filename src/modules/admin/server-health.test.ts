// What an administrator reads about a server, and what is marked to look at.
import { expect, test } from 'vitest';
import type { ServerAnswer } from '#schema/protocol/admin.ts';
import { formatMs, formatSpan, healthGroups, toLookAt } from './server-health.ts';

const good: ServerAnswer = {
  version: '1.0.0',
  startedAt: '2026-11-28T08:00:00.000Z',
  readAt: '2026-11-28T12:00:00.000Z',
  migrations: { applied: 84, last: '0084_server_page.sql', lastAt: '2026-11-28T07:59:00.000Z' },
  feed: { state: 'ok', lagS: 0, waiting: 4 },
  queue: { jobs: { waiting: 4, active: 0, failed: 0, oldestS: 60 }, due: { waiting: 0, failing: 0, oldestS: 0 } },
  storage: { databaseBytes: 5e7, files: 2, fileBytes: 3e6, freeBytes: 80e9, reserveBytes: 1e9 },
  people: { all: 12, day: 3, week: 8, live: 2 },
  process: { memoryBytes: 2e8, poolsWaiting: 0, connections: 6, maxConnections: 38, loopDelayMs: 2 },
  statements: { state: 'missing', slowest: [] },
  commands: [],
};
const groupsOf = (changes: Partial<ServerAnswer>) => healthGroups({ ...good, ...changes }, () => 'today');
const looks = (changes: Partial<ServerAnswer>) =>
  groupsOf(changes)
    .flatMap(({ rows }) => rows)
    .filter(({ isGood }) => isGood === false)
    .map(({ name }) => name);

test('a server at rest has nothing to look at', () => {
  expect(looks({})).toEqual([]);
  expect(toLookAt(groupsOf({}))).toBe(0);
});

test.each<[string, Partial<ServerAnswer>, string]>([
  ['polling', { feed: { ...good.feed, state: 'slow' } }, 'Delivery'],
  ['Electric is down', { feed: { ...good.feed, state: 'down' } }, 'Delivery'],
  ['a long transaction', { feed: { ...good.feed, lagS: 40 } }, 'Oldest open change'],
  ['late reminders', { queue: { ...good.queue, due: { waiting: 3, failing: 0, oldestS: 600 } } }, 'Reminders and closings due'],
  ['failing reminders', { queue: { ...good.queue, due: { waiting: 3, failing: 2, oldestS: 5 } } }, 'Of these, failing'],
  ['failed jobs', { queue: { ...good.queue, jobs: { waiting: 0, active: 0, failed: 1, oldestS: 0 } } }, 'Scheduled jobs failed'],
  [
    'jobs that wait',
    { queue: { ...good.queue, jobs: { waiting: 1, active: 0, failed: 0, oldestS: 4000 } } },
    'Scheduled jobs waiting',
  ],
  ['little space', { storage: { ...good.storage, freeBytes: 1.5e9 } }, 'Free disk'],
  ['no space', { storage: { ...good.storage, freeBytes: 5e8 } }, 'Free disk'],
  ['a busy process', { process: { ...good.process, loopDelayMs: 900 } }, 'Longest pause'],
  ['no free connection', { process: { ...good.process, poolsWaiting: 7 } }, 'Connections to Postgres'],
])('%s is something to look at', (_what, changes, name) => {
  expect(looks(changes)).toEqual([name]);
});

test('a bucket and a queue that has not begun are neither good nor bad', () => {
  expect(looks({ storage: { ...good.storage, freeBytes: null }, queue: { ...good.queue, jobs: null } })).toEqual([]);
});

test('figures have units', () => {
  expect([5, 89, 90, 3600 * 3, 86_400 * 3].map(formatSpan)).toEqual(['5 s', '89 s', '2 min', '3 h', '3 days']);
  expect([0.42, 12.34, 812.6, 1500].map(formatMs)).toEqual(['0.4 ms', '12.3 ms', '813 ms', '1.5 s']);
  const figures = groupsOf({}).flatMap(({ rows }) => rows.map(({ figure }) => figure));
  expect(figures).toEqual(expect.arrayContaining(['50 MB', '3.0 MB', '80 GB', '6 of 38', '200 MB', '84']));
});
