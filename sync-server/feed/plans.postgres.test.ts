// The query plans of a read and a write of the feed, reported by auto_explain: no plan uses JIT, and a page is an index scan,
// whatever the statistics say.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import type { PoolClient } from '../db/pool.ts';
import { testDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let database: TestDatabase;
let client: PoolClient;
const plans: string[] = [];
const scopeOf = (person: string) => `user:${person}`;
const person = newId();

beforeAll(async () => {
  database = await testDatabase();
  client = await database.pool.connect();
  await client.query('insert into users (id, email) values ($1, $2)', [person, `${person}@example.test`]);
  // Statistics from before the person had any rows, so the planner assumes that the scope is nearly empty.
  await client.query('analyze replica.feed');
  await client.query(
    `insert into inbox_items (id, user_id, title, tags, created_at, updated_at)
     select gen_random_uuid(), $1, 'item ' || n, '{}', now(), now() from generate_series(1, 5000) n`,
    [person],
  );
  await client.query(`load 'auto_explain'`);
  await client.query(
    `set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on;
     set auto_explain.log_level = 'notice'; set client_min_messages = 'notice'`,
  );
  client.on('notice', ({ message }) => plans.push(message ?? ''));
});
afterAll(async () => {
  client.release(true);
  await database.close();
});

async function plansOf(work: () => Promise<unknown>): Promise<string> {
  plans.length = 0;
  // The first five executions of a prepared statement are planned for their parameters, later ones may use a generic plan.
  for (let time = 0; time < 8; time += 1) await work();
  return plans.join('\n');
}

const readPage = (after: string) =>
  client.query('select tbl, pk, "row", flags, xid, seq from replica.feed_page($1, $2, true, 2000, 1048576, 0)', [
    scopeOf(person),
    after,
  ]);

test('a read scans the index of its scope without a sort, even with outdated statistics', async () => {
  await plansOf(() => readPage('0'));
  // Only the plan of the page: the state of the scope comes from small tables, whose plans do not matter.
  const text = plans.filter((plan) => plan.includes('WindowAgg')).join('\n');
  expect(text).toContain('feed_scope_seq_idx');
  expect(text).not.toMatch(/\bSort\b|Bitmap|Seq Scan on feed\b/);
});

test('neither an empty read nor a write uses JIT', async (context) => {
  const { rows } = await client.query<{ canCompile: boolean }>(
    `select pg_jit_available() and current_setting('jit')::boolean as "canCompile"`,
  );
  if (!rows[0]?.canCompile) return context.skip('this Postgres has no JIT: built without LLVM, or jit = off');
  expect(await plansOf(() => readPage('9000000000000000000'))).not.toContain('JIT:');
  const writes = await plansOf(async () => {
    const id = newId();
    await client.query(
      `insert into inbox_items (id, user_id, title, tags, created_at, updated_at) values ($1, $2, 'x', '{}', now(), now())`,
      [id, person],
    );
    await client.query(`update inbox_items set title = 'y' where id = $1`, [id]);
    await client.query('delete from inbox_items where id = $1', [id]);
  });
  expect(writes).toContain('feed_pkey');
  expect(writes).not.toContain('JIT:');
});
