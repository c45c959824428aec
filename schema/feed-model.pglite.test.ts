// Random histories of statements. At any point, the live rows of the feed are the rows of the tables, replaying the feed from
// any earlier cursor gives the same rows, and every transaction holds the locks of the scopes in which it wrote feed rows.
import type { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migratedPglite } from '#tests/support/pglite.ts';
import { installFeed } from './feed-install.ts';

const people = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const ids = [1, 2, 3, 4].map((number) => `00000000-0000-7000-8000-00000000010${number}`);

let pg: PGlite;
beforeAll(async () => {
  pg = await migratedPglite();
  await installFeed(pg);
  for (const id of people) await pg.query(`insert into users (id, email) values ($1::uuid, $1::text)`, [id]);
});
afterAll(() => pg.close());

const person = fc.constantFrom(...people);
const id = fc.constantFrom(...ids);
const some = fc.subarray(ids, { minLength: 1 });
const list = (values: string[]) => values.map((value) => `'${value}'`).join(', ');

/** Single statements over goals, their milestones, events that refer to them, and templates that may be public. */
const statement = fc.oneof(
  fc.tuple(some, person).map(([keys, owner]) => {
    const rows = keys.map((key) => `('${key}', '${owner}', 'goal')`).join(', ');
    return `insert into goals (id, user_id, title) values ${rows} on conflict (id) do update set title = goals.title || '+'`;
  }),
  fc.tuple(some, id).map(
    ([keys, goal]) => `insert into goal_milestones (id, goal_id, title)
      select k::uuid, g.id, 'step' from unnest(array[${list(keys)}]) k, goals g where g.id = '${goal}'
      on conflict (id) do update set goal_id = excluded.goal_id`,
  ),
  fc.tuple(some, person).map(([keys, owner]) => `update goals set user_id = '${owner}' where id in (${list(keys)})`),
  fc.tuple(id, id).map(
    ([from, to]) => `update goal_milestones set id = '${to}'
      where id = '${from}' and not exists (select from goal_milestones where id = '${to}')`,
  ),
  fc.tuple(id, person, id).map(
    ([key, owner, goal]) => `insert into calendar_events (id, user_id, title, start_time, end_time, goal_id)
      select '${key}', '${owner}', 'event', '2026-01-01', '2026-01-01', (select id from goals where id = '${goal}')
      on conflict (id) do update set goal_id = excluded.goal_id`,
  ),
  fc.tuple(id, person, fc.boolean()).map(
    ([
      key,
      owner,
      isPublic,
    ]) => `insert into plan_templates (id, user_id, name, is_public) values ('${key}', '${owner}', 'plan', ${isPublic})
      on conflict (id) do update set is_public = excluded.is_public, user_id = excluded.user_id`,
  ),
  some.map((keys) => `delete from goals where id in (${list(keys)})`),
  some.map((keys) => `delete from plan_templates where id in (${list(keys)})`),
  some.map((keys) => `delete from calendar_events where id in (${list(keys)})`),
  fc.constant('update goal_milestones set title = title'),
);

const EXPECTED_SQL = `
  select 'user:' || r.user_id as scope, 'goals' as tbl, r.id::text as pk, to_jsonb(r) as "row" from goals r
  union all select 'user:' || g.user_id, 'goal_milestones', r.id::text, to_jsonb(r) from goal_milestones r join goals g on g.id = r.goal_id
  union all select 'user:' || r.user_id, 'calendar_events', r.id::text, to_jsonb(r) from calendar_events r
  union all select case when r.is_public then 'public' else 'user:' || r.user_id end, 'plan_templates', r.id::text, to_jsonb(r)
    from plan_templates r
  order by scope, tbl, pk`;

interface Entry {
  scope: string;
  tbl: string;
  pk: string;
  row: unknown;
}

/**
 * The rows of a client that reads after each statement, by the rules of the shape protocol: upserts and tombstones per scope.
 */
class Reader {
  private cursor = 0;
  private readonly rows = new Map<string, Entry>();

  async read(): Promise<void> {
    const { rows } = await pg.query<Entry & { deleted: boolean; seq: number }>(
      `select scope, tbl, pk, "row", deleted, seq from replica.feed where seq > $1 and tbl <> 'users' order by seq`,
      [this.cursor],
    );
    for (const { deleted, seq, ...entry } of rows) {
      const key = JSON.stringify([entry.scope, entry.tbl, entry.pk]);
      if (deleted) this.rows.delete(key);
      else this.rows.set(key, entry);
      this.cursor = seq;
    }
  }

  held(): Entry[] {
    const place = ({ scope, tbl, pk }: Entry) => `${scope} ${tbl} ${pk}`;
    return [...this.rows.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }
}

const UNLOCKED_SQL = `
  select scope, tbl, pk from replica.feed
   where xid = pg_current_xact_id_if_assigned()
     and (hashtext(scope) & 2047)::oid not in
         (select objid from pg_locks where locktype = 'advisory' and classid = 1717921124 and granted)`;

it('a reader that follows the feed has exactly the rows of the tables, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(statement, fc.boolean()), { maxLength: 25 }), async (history) => {
      await pg.exec('delete from goals; delete from plan_templates; delete from calendar_events; delete from replica.feed');
      const reader = new Reader();
      for (const [sql, reads] of history) {
        await pg.exec('begin');
        await pg.exec(sql);
        expect((await pg.query(UNLOCKED_SQL)).rows).toEqual([]);
        await pg.exec('commit');
        if (reads) await reader.read();
      }
      await reader.read();
      expect(reader.held()).toEqual((await pg.query(EXPECTED_SQL)).rows);
    }),
    { numRuns: 40 },
  );
});
