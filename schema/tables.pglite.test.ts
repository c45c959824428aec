// The registry agrees with the migrated database.
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratedPglite } from '#tests/support/pglite.ts';
import { readRowColumns, type RowColumn } from '#tests/support/rows.ts';
import { findTable, pkSql, pkToKey, quotedTable, tableNamed, tables } from './tables.ts';
import { OUR_TABLES } from '#tests/support/our-tables.ts';

const SECRET = /token|secret|password|credential_public_key|frame_data/;
const KEY_TYPES = ['uuid', 'text', 'integer'];

let pg: PGlite;
let columns: Map<string, RowColumn[]>;
beforeAll(async () => {
  pg = await migratedPglite();
  columns = await readRowColumns((sql, params) => pg.query(sql, params));
});
afterAll(() => pg.close());

const columnNames = (name: string) => (columns.get(name) ?? []).map(({ column }) => column);

describe('the registry', () => {
  it('lists every public table once, and two of the schema replica', () => {
    const registered = tables.map(({ name }) => name);
    const existing = [...columns.keys()].filter((name) => !name.startsWith('replica.'));
    expect([...registered].sort()).toEqual([...existing, 'replica.clients', 'replica.rejections'].sort());
    // The seed's tables and ours.
    expect(existing).toHaveLength(77 + OUR_TABLES.length);
    expect(existing).toEqual(expect.arrayContaining([...OUR_TABLES]));
  });

  it('has the database’s primary keys, of types whose text is the same everywhere', async () => {
    for (const { name, key } of tables) {
      const { rows } = await pg.query<{ column: string }>(
        `select a.attname as column from pg_index i
         cross join unnest(i.indkey) with ordinality k(attnum, ord)
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
         where i.indisprimary and i.indrelid = $1::text::regclass order by k.ord`,
        [quotedTable(name)],
      );
      expect({ name, key: rows.map(({ column }) => column) }).toEqual({ name, key: [...key] });
      for (const { column, type } of columns.get(name) ?? []) if (key.includes(column)) expect(KEY_TYPES).toContain(type);
    }
  });

  it('names only existing columns, and only owners that are people', () => {
    for (const { name, scope, hidden } of tables) {
      const own = columnNames(name);
      expect(own).toEqual(expect.arrayContaining([...hidden]));
      if (scope.kind === 'public' || scope.kind === 'server') continue;
      const column = columns.get(name)?.find((candidate) => candidate.column === scope.column);
      expect(column, `${name}.${scope.column}`).toBeDefined();
      if (scope.kind === 'parent') expect(column).toMatchObject({ references: scope.table, nullable: false });
      else if (name !== 'users') expect(column?.references).toBe('users');
      if (scope.kind === 'user') expect(column?.nullable).toBe(false);
    }
  });

  it('makes only rows with a single uuid key searchable, by text columns that are not hidden', () => {
    const typesOf = (name: string) => new Map((columns.get(name) ?? []).map(({ column, type }) => [column, type]));
    for (const { name, key, hidden, searchable } of tables) {
      if (!searchable) continue;
      const types = typesOf(name);
      const { title, text, tags, at } = searchable;
      expect({ name, key, keyType: types.get('id'), at: types.get(at) }).toEqual({
        ...{ name, key: ['id'], keyType: 'uuid', at: 'timestamp with time zone' },
      });
      for (const column of [title, ...text]) expect(types.get(column), `${name}.${column}`).toMatch(/^(text|character varying)/);
      if (tags !== undefined) expect(types.get(tags)).toBe('text[]');
      expect(hidden).not.toEqual(expect.arrayContaining([title, ...text]));
    }
  });

  it('lists a table after the tables it refers to', () => {
    const place = new Map<string, number>(tables.map(({ name }, index) => [name, index]));
    for (const [name, members] of columns) {
      for (const { references } of members) {
        if (!references || references === name || !findTable(name) || !findTable(references)) continue;
        expect(place.get(references), `${name} → ${references}`).toBeLessThan(place.get(name) ?? -1);
      }
    }
  });

  it('hides every column that may hold a secret or analysis frames', () => {
    const visible = tables
      .filter(({ scope }) => scope.kind !== 'server')
      .flatMap(({ name, hidden }) => columnNames(name).filter((column) => SECRET.test(column) && !hidden.includes(column)));
    expect(visible).toEqual([]);
  });

  it('requires one key column of a parent, so that its children can be followed', () => {
    for (const { scope } of tables) if (scope.kind === 'parent') expect(tableNamed(scope.table).key).toHaveLength(1);
  });
});

describe('the feed’s key', () => {
  it('converts to text in the database and back to columns in TypeScript', async () => {
    const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    const { rows } = await pg.query<{ single: string; composite: string }>(
      `select ${pkSql(tableNamed('habits'), 'r')} as single, ${pkSql(tableNamed('user_roles'), 'r')} as composite
       from (select $1::uuid as id, $1::uuid as user_id, $2::uuid as role_id) r`,
      [one, two],
    );
    expect(pkToKey(tableNamed('habits'), rows[0]?.single ?? '')).toEqual({ id: one });
    expect(pkToKey(tableNamed('user_roles'), rows[0]?.composite ?? '')).toEqual({ user_id: one, role_id: two });
  });
});

describe('the migrations', () => {
  it('give every foreign key an index that begins with it', async () => {
    const { rows } = await pg.query(
      `select conname from pg_constraint c where contype = 'f' and not exists (
         select from pg_index i where i.indrelid = c.conrelid and i.indpred is null
           and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] = c.conkey)`,
    );
    expect(rows).toEqual([]);
  });

  it('give every index a name that begins with its table', async () => {
    const { rows } = await pg.query(
      `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       join pg_namespace n on n.oid = t.relnamespace
       where n.nspname in ('public', 'replica') and not starts_with(i.relname, t.relname || '_')`,
    );
    expect(rows).toEqual([]);
  });
});
