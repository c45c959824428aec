import type { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { USER_ID, TestOutbox, feedBatch, feedRow, replicaPglite } from '#tests/support/replica.ts';
import { Applier } from './applier.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';

const MANY = 250;
let pg: PGlite;
let database: PreparedDatabase;
let all: string[];
const outbox = new TestOutbox();

beforeAll(async () => {
  pg = await replicaPglite();
  database = new PreparedDatabase(pg);
  all = await indexes();
});
afterEach(() => pg.exec('truncate inbox_items, replica.meta'));

async function open(): Promise<Applier> {
  const opened = await Applier.open(database, outbox);
  if (!opened) throw new Error('the replica belongs to somebody else');
  return opened;
}

const item = (id: string, title: string): FeedRow =>
  feedRow('inbox_items', id, {
    ...{ id, user_id: USER_ID, title, tags: [] },
    ...{ created_at: '2026-11-22T10:00:00+00:00', updated_at: '2026-11-22T10:00:00+00:00' },
  });
const items = (count: number) => Array.from({ length: count }, (_, index) => item(newId(), `item ${index}`));
const apply = (applier: Applier, rows: FeedRow[], offset: string, complete: boolean) =>
  applier.applyFeed([{ scope: 'me', batch: feedBatch(rows, offset), complete }], complete);

async function indexes(): Promise<string[]> {
  const { rows } = await pg.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where schemaname = 'public' order by indexname`,
  );
  return rows.map(({ indexdef }) => indexdef);
}
const counted = async () =>
  (await pg.query<{ n: number }>('select count(*)::int as n from inbox_items where user_id = $1', [USER_ID])).rows[0]?.n;

it('a long first read drops the indexes of the tables it fills and recreates all of them at its boundary', async () => {
  const applier = await open();
  await apply(applier, items(MANY), '1_1', false);
  expect((await indexes()).length).toBeLessThan(all.length);
  await apply(applier, items(MANY), '2_1', false);
  await apply(applier, items(1), '3_1', true);
  expect(await indexes()).toEqual(all);
  expect(applier.state.setAside).toEqual([]);
  expect(await counted()).toBe(2 * MANY + 1);
});

it('a row that changed during the read is stored once, in its newest version', async () => {
  const applier = await open();
  const first = items(MANY);
  await apply(applier, first, '1_1', false);
  const changed = item(first[0]?.pk ?? '', 'changed meanwhile');
  await apply(applier, [...items(MANY), changed], '2_1', false);
  await apply(applier, [], '3_1', true);
  expect(await counted()).toBe(2 * MANY);
  expect((await pg.query('select title from inbox_items where id = $1', [changed.pk])).rows).toEqual([
    { title: 'changed meanwhile' },
  ]);
});

it('a replica that was closed during the read recreates its indexes at the next boundary', async () => {
  await apply(await open(), items(MANY), '1_1', false);
  await apply(await open(), items(1), '2_1', true);
  expect(await indexes()).toEqual(all);
});

it('a boundary of another scope does not recreate them', async () => {
  const applier = await open();
  await apply(applier, items(MANY), '1_1', false);
  await applier.applyFeed([{ scope: 'public', batch: feedBatch([], '1_1'), complete: true }], false);
  expect((await indexes()).length).toBeLessThan(all.length);
  await apply(applier, [], '2_1', true);
  expect(await indexes()).toEqual(all);
});

it('a table that already has rows keeps its indexes', async () => {
  const applier = await open();
  await apply(applier, items(1), '1_1', true);
  await apply(applier, items(MANY), '2_1', false);
  expect(await indexes()).toEqual(all);
});
