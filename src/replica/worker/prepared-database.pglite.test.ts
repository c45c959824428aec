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

it('a long JSON parameter arrives as it was, whatever letters it has', async () => {
  const texts = ['plain', 'ÄÖÜ ß', '日本語 😀', '"quoted" \\ back\nline'].map((text) => text.repeat(2_000));
  const sql = 'select jsonb_array_elements_text($1::jsonb) as text';
  for (const sent of [texts, ['short']]) {
    const { rows } = await database.query(sql, [JSON.stringify(sent)]);
    expect(rows).toEqual(sent.map((text) => ({ text })));
  }
});

it('a long JSON parameter that is none is refused, and the next statement works', async () => {
  await expect(database.query('select $1::jsonb', ['nonsense '.repeat(3_000)])).rejects.toThrow(
    /invalid input syntax for type json/,
  );
  expect((await database.query('select $1::jsonb as value', ['{"a":1}'])).rows).toEqual([{ value: { a: 1 } }]);
});
