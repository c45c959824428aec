import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replicaPglite } from '#tests/support/replica.ts';
import { PreparedDatabase } from './prepared-database.ts';

let pg: PGlite;
beforeAll(async () => {
  pg = await replicaPglite();
});
afterAll(() => pg.close());

it('a long JSON parameter arrives as it was, whatever letters it has', async () => {
  const database = new PreparedDatabase(pg);
  const texts = ['plain', 'ÄÖÜ ß', '日本語 😀', '"quoted" \\ back\nline'].map((text) => text.repeat(2_000));
  const sql = 'select jsonb_array_elements_text($1::jsonb) as text';
  for (const sent of [texts, ['short']]) {
    const { rows } = await database.query(sql, [JSON.stringify(sent)]);
    expect(rows).toEqual(sent.map((text) => ({ text })));
  }
});

it('a long JSON parameter that is none is refused, and the next statement works', async () => {
  const database = new PreparedDatabase(pg);
  await expect(database.query('select $1::jsonb', ['['.repeat(20_000)])).rejects.toThrow(/invalid input syntax for type json/);
  expect((await database.query('select $1::jsonb as value', ['{"a":1}'])).rows).toEqual([{ value: { a: 1 } }]);
});
