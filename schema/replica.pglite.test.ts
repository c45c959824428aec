// A replica accepts rows from the server without checking constraints, and restores exactly the server's rows after any
// optimistic changes.
import type { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migratedPglite } from '#tests/support/pglite.ts';
import { arbitraryRow } from '#tests/support/row-arbitraries.ts';
import { readRowColumns, type Row, type RowColumn } from '#tests/support/rows.ts';
import {
  deleteRowsSql,
  replicaColumnsSql,
  replicaDdl,
  restoreBeforeImagesSql,
  scopeRowsDeleteSql,
  upsertRowsSql,
} from './replica.ts';
import { pkToKey, quotedTable, tableNamed, tables, type SyncedTable, type TableName } from './tables.ts';

let pg: PGlite;
let columns: Map<string, RowColumn[]>;

beforeAll(async () => {
  pg = await migratedPglite();
  for (const sql of replicaDdl()) await pg.exec(sql);
  columns = await readRowColumns((sql, params) => pg.query(sql, params));
});
afterAll(() => pg.close());

const columnsOf = ({ name }: SyncedTable) => columns.get(name) ?? [];
const upsert = (entry: SyncedTable, rows: Row[]) =>
  pg.query(upsertRowsSql(entry.name, Object.keys(rows[0] ?? {})), [JSON.stringify(rows)]);
const remove = (entry: SyncedTable, rows: Row[]) => pg.query(deleteRowsSql(entry.name), [JSON.stringify(rows)]);

async function contents(entry: SyncedTable): Promise<unknown[]> {
  const { rows } = await pg.query<{ line: string }>(
    `select to_jsonb(r)::text as line from ${quotedTable(entry.name)} r order by 1`,
  );
  return rows.map(({ line }) => line);
}

async function optimistically(work: () => Promise<unknown>): Promise<void> {
  await pg.exec(`begin; set local replica.mode = 'optimistic'`);
  await work();
  await pg.exec('commit');
}

async function restore(): Promise<void> {
  for (const sql of restoreBeforeImagesSql()) await pg.exec(sql);
}

const keptImages = async () =>
  (await pg.query<{ count: number }>('select count(*)::int as count from replica.before')).rows[0]?.count;

/** Distinct keys `a`, `b`, … of the table's column types. */
const keyNumber = (entry: SyncedTable, number: number): Row =>
  Object.fromEntries(
    columnsOf(entry)
      .filter(({ column }) => entry.key.includes(column))
      .map(({ column, type }) => [
        column,
        type === 'uuid' ? `00000000-0000-7000-8000-00000000000${number}` : type === 'integer' ? number : `key ${number}`,
      ]),
  );

describe('before-images', () => {
  beforeEach(async () => {
    for (const { name } of tables) await pg.exec(`delete from ${quotedTable(name)}`);
  });

  for (const entry of tables) {
    it(`restore the rows of ${entry.name} after inserts, updates, upserts, deletes and changed keys`, async () => {
      const row = arbitraryRow(columnsOf(entry), entry.key);
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 6, maxLength: 6 }), async (generated) => {
          const withKey = (number: number, from = number): Row => ({ ...generated[from], ...keyNumber(entry, number) });
          await pg.exec(`delete from ${quotedTable(entry.name)}`);
          await upsert(entry, [withKey(0), withKey(1), withKey(2), withKey(5)]);
          const before = await contents(entry);

          await optimistically(() => upsert(entry, [withKey(3), withKey(0, 4)]));
          await optimistically(async () => {
            await remove(entry, [withKey(1), withKey(3)]);
            await upsert(entry, [withKey(1, 3), withKey(2, 1)]);
            await remove(entry, [withKey(2)]);
            await changeKey(entry, 5, 4);
          });
          expect(await contents(entry)).not.toEqual(before);
          await restore();

          expect(await contents(entry)).toEqual(before);
          expect(await keptImages()).toBe(0);
        }),
        { numRuns: 5 },
      );
    });
  }

  async function changeKey(entry: SyncedTable, from: number, to: number): Promise<void> {
    const [column = ''] = entry.key;
    await pg.query(`update ${quotedTable(entry.name)} set "${column}" = $1 where "${column}" = $2`, [
      keyNumber(entry, to)[column],
      keyNumber(entry, from)[column],
    ]);
  }

  it('are not stored outside optimistic mode, nor for changes that were rolled back', async () => {
    const habits = tableNamed('habits');
    const [row] = fc.sample(arbitraryRow(columnsOf(habits), habits.key), 1);
    await upsert(habits, [{ ...row, ...keyNumber(habits, 1) }]);
    expect(await keptImages()).toBe(0);
    await pg.exec(`begin; set local replica.mode = 'optimistic'; delete from habits; rollback`);
    expect(await keptImages()).toBe(0);
    expect(await contents(habits)).toHaveLength(1);
  });
});

describe('a replica', () => {
  it('has primary keys and none of the server’s other constraints', async () => {
    const { rows } = await pg.query(
      `select conrelid::regclass::text, conname from pg_constraint
       where contype not in ('p', 'n') and connamespace in ('public'::regnamespace, 'replica'::regnamespace)
       union all
       select indrelid::regclass::text, indexrelid::regclass::text from pg_index
       join pg_class c on c.oid = indrelid where c.relnamespace in ('public'::regnamespace, 'replica'::regnamespace)
       and indisunique and not indisprimary`,
    );
    expect(rows).toEqual([]);
  });

  const columnsOfIndexes = async (name: TableName) => {
    const { rows } = await pg.query<{ definition: string }>(
      'select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = $1::regclass and not indisunique order by 1',
      [name],
    );
    return rows.map(({ definition }) => definition.replace(/^.* USING btree /, ''));
  };

  it('keeps an index for the columns of each dropped unique constraint', async () => {
    expect(await columnsOfIndexes('learn_drills')).toContain('(key)');
    expect(await columnsOfIndexes('users')).toContain('(lower(email))');
  });

  it('has no index on the person’s column where every row belongs to the one person', async () => {
    expect(await columnsOfIndexes('user_settings')).toEqual(['(key)']);
    expect(await columnsOfIndexes('points_ledger')).toEqual(
      expect.arrayContaining(['(created_at)', '(event_type, created_at)', '(event_type, day)', '(skill_key)']),
    );
    for (const { name, scope } of tables) {
      if (scope.kind !== 'user' || scope.column !== 'user_id') continue;
      expect((await columnsOfIndexes(name)).filter((columns) => /^\(user_id[^)]*\)$/.test(columns))).toEqual([]);
    }
  });

  it('has no index that is a prefix of another once the person’s column is removed', async () => {
    expect(await columnsOfIndexes('exercise_sets')).toEqual(['(exercise_id, completed_at)', '(session_id, set_number)']);
    expect(await columnsOfIndexes('track_regions')).toEqual(['(track_id, start_time_ms)']);
  });

  it('keeps the person’s column in indexes of tables with public rows', async () => {
    expect(await columnsOfIndexes('exercises')).toEqual(['(user_id, name)']);
  });

  it('accepts a row without its hidden columns and keeps the stored ones', async () => {
    const data = tableNamed('analysis_frame_data');
    const key = keyNumber(data, 1);
    const [any] = fc.sample(arbitraryRow(columnsOf(data), data.key), 1);
    await upsert(data, [{ ...any, ...key, frame_data: '\\x01' }]);
    const visible = Object.fromEntries(Object.entries({ ...any, ...key }).filter(([column]) => column !== 'frame_data'));
    await upsert(data, [{ ...visible, frame_count: 9 }]);
    const { rows } = await pg.query(`select frame_count, encode(frame_data, 'hex') as bytes from analysis_frame_data`);
    expect(rows).toEqual([{ frame_count: 9, bytes: '01' }]);
  });

  it('accepts a session without its token and a setting whose value is JSON null', async () => {
    for (const name of ['sessions', 'user_settings'] as const) {
      const entry = tableNamed(name);
      const [any] = fc.sample(arbitraryRow(columnsOf(entry), entry.key), 1);
      const row = Object.fromEntries(Object.entries({ ...any, ...keyNumber(entry, 1) }).filter(([column]) => column !== 'token'));
      await upsert(entry, [{ ...row, ...(name === 'user_settings' ? { value: null } : {}) }]);
      expect(await contents(entry)).toHaveLength(1);
    }
  });

  it('deletes by the feed’s key, composite keys included', async () => {
    const entry = tableNamed('user_roles');
    await pg.exec('delete from user_roles');
    const [any] = fc.sample(arbitraryRow(columnsOf(entry), entry.key), 1);
    await upsert(entry, [
      { ...any, ...keyNumber(entry, 1) },
      { ...any, ...keyNumber(entry, 2) },
    ]);
    const pk = JSON.stringify(Object.values(keyNumber(entry, 1)));
    await remove(entry, [pkToKey(entry, pk)]);
    expect(await contents(entry)).toHaveLength(1);
  });

  it('lists the columns of each table', async () => {
    const { rows } = await pg.query<{ tbl: string; columns: string[] }>(replicaColumnsSql());
    const named = new Map(rows.map(({ tbl, columns: list }) => [tbl, list]));
    for (const entry of tables) expect(named.get(entry.name)).toEqual(columnsOf(entry).map(({ column }) => column));
  });

  it('can delete one scope’s rows without touching the other’s', async () => {
    for (const { name } of tables) await pg.exec(`delete from ${quotedTable(name)}`);
    await pg.exec(`insert into exercises (name, user_id) values ('Squat', null), ('Mine', '00000000-0000-7000-8000-000000000001');
      insert into roles (name) values ('coach'); insert into goal_milestones (goal_id, title) values (gen_random_uuid(), 'a');
      insert into plan_templates (name, is_public) values ('Shared', true), ('Own', false)`);
    const empty = async (scope: 'me' | 'public') => {
      for (const { name } of tables) {
        const sql = scopeRowsDeleteSql(name, scope);
        if (sql) await pg.exec(sql);
      }
    };
    await empty('me');
    const left =
      await pg.query(`select name from exercises union all select name from roles union all select title from goal_milestones
      union all select name from plan_templates order by 1`);
    expect(left.rows).toEqual([{ name: 'Shared' }, { name: 'Squat' }, { name: 'coach' }]);
    await empty('public');
    for (const entry of tables) expect(await contents(entry)).toEqual([]);
  });
});
