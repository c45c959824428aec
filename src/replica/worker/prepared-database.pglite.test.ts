import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replicaPglite } from '#tests/support/replica.ts';
import { PreparedDatabase } from './prepared-database.ts';

let pg: PGlite;
let database: PreparedDatabase;
beforeAll(async () => {
  pg = await replicaPglite();
  database = new PreparedDatabase(pg);
});
afterAll(() => pg.close());

it('a long JSON parameter arrives unchanged, whatever characters it contains', async () => {
  const texts = ['plain', 'ÄÖÜ ß', '日本語 😀', '"quoted" \\ back\nline'].map((text) => text.repeat(2_000));
  const sql = 'select jsonb_array_elements_text($1::jsonb) as text';
  for (const sent of [texts, ['short']]) {
    const { rows } = await database.query(sql, [JSON.stringify(sent)]);
    expect(rows).toEqual(sent.map((text) => ({ text })));
  }
});

it('an invalid long JSON parameter is refused, and the next statement works', async () => {
  await expect(database.query('select $1::jsonb', ['nonsense '.repeat(3_000)])).rejects.toThrow(
    /invalid input syntax for type json/,
  );
  expect((await database.query('select $1::jsonb as value', ['{"a":1}'])).rows).toEqual([{ value: { a: 1 } }]);
});

it('rows equal those that PGlite itself returns, whatever their types, characters and number', async () => {
  const sql = `
    select n, n * 1.5::float8 as half, n::int8 as big, n::text || ' zażółć 😀' as letters, repeat('ascii ', n) as plain,
      case when n % 3 = 0 then null else n % 2 = 0 end as flag, timestamptz '2026-11-22 10:00:00.123456Z' + n * interval '1 hour' as at,
      date '2026-11-22' + n as day, array[n::text, null, 'ü,"\\'] as texts, array[]::int[] as none, jsonb_build_object('ü', n) as json,
      md5(n::text)::uuid as id, '' as empty
    from generate_series(1, 500) n order by n`;
  const { rows } = await database.query(sql);
  expect(rows).toEqual((await pg.query(sql)).rows);
  expect(rows).toHaveLength(500);
  expect((await database.query('select where false')).rows).toEqual([]);
});

it('a writing statement reports how many rows it wrote, with and without RETURNING', async () => {
  await database.exec('create temp table written (n int)');
  expect(await database.query('insert into written select generate_series(1, 3)')).toMatchObject({ rows: [], affectedRows: 3 });
  expect(await database.query('update written set n = n + 1 where n > $1 returning n', [2])).toMatchObject({
    rows: [{ n: 4 }],
    affectedRows: 1,
  });
});

it('a database error keeps its code, and a transaction whose error was swallowed is refused', async () => {
  await expect(database.query('insert into replica.meta (key, value) values ($1, null)', ['a'])).rejects.toMatchObject({
    code: '23502',
  });
  const swallowing = database.transaction((session) => session.query('select 1 / 0').catch(() => undefined));
  await expect(swallowing).rejects.toThrow('rolled back');
  expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

it('a long transaction yields to other tasks between its statements', async () => {
  const heard: string[] = [];
  setTimeout(() => heard.push('a timer'));
  await database.transaction(async (session) => {
    // Each statement takes longer than a turn may.
    for (let statement = 0; statement < 3; statement += 1) {
      await session.query('select count(*) from generate_series(1, 300000) n where sqrt(n) > 100');
    }
    heard.push('its end');
  });
  expect(heard).toEqual(['a timer', 'its end']);
});
