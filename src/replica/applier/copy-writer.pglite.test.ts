// Rows that are copied from one database into another with the server's COPY and the replica's are the same rows, whatever
// their values are.
import type { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertRowsSql } from '#schema/replica.ts';
import type { CopiedRows } from '#schema/protocol/copy.ts';
import { quotedTable, tableNamed, tables, type SyncedTable } from '#schema/tables.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { arbitraryRow } from '#tests/support/row-arbitraries.ts';
import { readRowColumns, type Row, type RowColumn } from '#tests/support/rows.ts';
import { CopyWriter } from './copy-writer.ts';

let pg: PGlite;
let database: PreparedDatabase;
let columns: Map<string, RowColumn[]>;
beforeAll(async () => {
  pg = await replicaPglite();
  database = new PreparedDatabase(pg);
  columns = await readRowColumns((sql, params) => pg.query(sql, params));
});
afterAll(() => pg.close());

async function contents({ name }: Pick<SyncedTable, 'name'>): Promise<string[]> {
  const { rows } = await pg.query<{ line: string }>(`select to_jsonb(r)::text as line from ${quotedTable(name)} r order by 1`);
  return rows.map(({ line }) => line);
}

async function copyOf({ name }: SyncedTable, names: readonly string[]): Promise<CopiedRows> {
  const list = names.map((column) => `"${column}"`).join(', ');
  const { blob, affectedRows } = await pg.query(`copy (select ${list} from ${quotedTable(name)}) to '/dev/blob'`);
  return { tbl: name, columns: names, rows: affectedRows ?? 0, text: new Uint8Array(await (blob ?? new Blob()).arrayBuffer()) };
}

const write = (...copied: CopiedRows[]) =>
  database.transaction((session) => new CopyWriter().write(session, 'me', copied, true, []));

const keyOf = (entry: SyncedTable, number: number): Row =>
  Object.fromEntries(
    (columns.get(entry.name) ?? [])
      .filter(({ column }) => entry.key.includes(column))
      .map(({ column, type }) => [column, type === 'uuid' ? `00000000-0000-7000-8000-00000000000${number}` : `key ${number}`]),
  );

describe.each(tables.filter(({ scope }) => scope.kind !== 'server').map((entry) => [entry.name, entry] as const))(
  '%s',
  (_name, entry) => {
    it('has the same rows after a copy, and after the same copy again', async () => {
      const all = columns.get(entry.name) ?? [];
      const names = all.map(({ column }) => column);
      const rows = fc.array(arbitraryRow(all, entry.key), { minLength: 1, maxLength: 3 });
      const property = fc.asyncProperty(rows, async (made) => {
        await pg.exec(`delete from ${quotedTable(entry.name)}`);
        const keyed = made.map((row, number) => ({ ...keyOf(entry, number), ...row }));
        await pg.query(insertRowsSql(entry.name, names), [JSON.stringify(keyed)]);
        const expected = await contents(entry);
        const copied = await copyOf(entry, names);
        await pg.exec(`delete from ${quotedTable(entry.name)}`);
        await write(copied);
        expect(await contents(entry)).toEqual(expected);
        await write(copied);
        expect(await contents(entry)).toEqual(expected);
      });
      await fc.assert(property, { numRuns: 3 });
    });
  },
);

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const id = '00000000-0000-7000-8000-000000000001';

it('keeps what it knows of a newer server’s rows', async () => {
  const { name } = tableNamed('ideas');
  await pg.exec(`delete from ${quotedTable(name)}`);
  const line = (title: string) => `new\\tvalue\t${id}\t${id}\t${title}\tnew\n`;
  const text = encoded(line('a tab \\t and a newline \\n'));
  await write(
    { tbl: 'tomorrow', columns: ['id'], rows: 1, text: encoded('1\n') },
    { tbl: name, columns: ['tomorrow', 'id', 'user_id', 'title', 'later'], rows: 1, text },
  );
  const { rows } = await pg.query(`select title from ${quotedTable(name)}`);
  expect(rows).toEqual([{ title: 'a tab \t and a newline \n' }]);
});

it('refuses rows that are none, and leaves the table as it was', async () => {
  await pg.exec('delete from ideas');
  const broken = { tbl: 'ideas', columns: ['id', 'title'], rows: 1, text: encoded('not an id\tTitle\n') };
  await expect(write(broken)).rejects.toThrow(/uuid/);
  expect(await contents({ name: 'ideas' })).toEqual([]);
});
