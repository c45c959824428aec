// Writes rows from the feed into the tables, inside the applier's transaction. A row stays JSON text from the wire into PGlite.
// Unknown tables and columns are skipped, because a newer server may send them.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import {
  deleteRowsSql,
  insertRowsSql,
  otherRowsDeleteSql,
  replicaColumnsSql,
  restoreBeforeImagesSql,
  scopeRowsDeleteSql,
  upsertChangedRowsSql,
  upsertRowsSql,
} from '#schema/replica.ts';
import { findTable, pkToKey, tables, type SyncedTable } from '#schema/tables.ts';
import { dropIndexes, insertOrUpsert, recreateIndexes, type SetAside } from './bulk-load.ts';
import { CopyWriter } from './copy-writer.ts';
import type { Session, WriteSession } from './database.ts';
import type { FeedBatch, RowsByTable } from './feed-buffer.ts';

/** Rows per statement: enough to amortise its cost, few enough that parsing their JSON stays in cache. */
const CHUNK_ROWS = 2_000;
const CHUNK_CHARACTERS = 1_000_000;
/** Up to so many rows, planning all statements again takes longer than the triggers' conditions. */
const FEW_ROWS = 200;

const STAGING_DDL = `create table if not exists replica.staging (
  scope text not null, tbl text not null, pk text not null, "row" text, primary key (scope, tbl, pk))`;

interface TableSql {
  insert: string;
  upsert: string;
  upsertChanged: string;
}

export interface Written {
  touched: Set<string>;
  setAside: SetAside[];
}

export class FeedWriter {
  #sqlByTable: Map<string, TableSql> | undefined;
  readonly #copies = new CopyWriter();

  /** Restores the server's version of every row that local commands changed. Returns the tables with such rows. */
  async restoreBeforeImages(session: Session): Promise<Set<string>> {
    const { rows } = await session.query('select distinct tbl from replica.before');
    if (rows.length > 0) for (const sql of restoreBeforeImagesSql()) await session.exec(sql);
    return new Set((rows as { tbl: string }[]).map(({ tbl }) => tbl));
  }

  /**
   * Returns the tables it wrote, and the tables that are now without indexes. `complete`: the batch ends at up-to-date, so a
   * refetch replaces the old rows and indexes are recreated.
   */
  async write(
    session: WriteSession,
    scope: ShapeScope,
    batch: FeedBatch,
    complete: boolean,
    before: readonly SetAside[],
  ): Promise<Written> {
    const isBig = batch.copied !== null || batch.isRefetch || rowCount(batch.rowsByTable) > FEW_ROWS;
    // Triggers and their conditions take a third of the time of a big apply, and none is needed for the server's rows. A small
    // one keeps them, because this setting discards the plans of all prepared statements.
    if (isBig) await session.exec('set local session_replication_role = replica');
    const copied = batch.copied
      ? await this.#copies.write(session, scope, batch.copied.rows, complete, before)
      : { touched: new Set<string>(), setAside: before };
    const written = batch.isRefetch
      ? { touched: await this.#refetch(session, scope, batch, complete), setAside: [...copied.setAside] }
      : await this.#writeBatch(session, scope, batch.rowsByTable, complete, copied.setAside);
    for (const table of copied.touched) written.touched.add(table);
    if (complete) written.setAside = await recreateIndexes(session, scope, written.setAside);
    if (isBig) await session.exec('set local session_replication_role = origin');
    return written;
  }

  async #refetch(session: Session, scope: ShapeScope, batch: FeedBatch, complete: boolean): Promise<Set<string>> {
    if (complete && batch.isFirstPart) return this.#replace(session, scope, batch.rowsByTable);
    await stage(session, scope, batch);
    return complete ? this.#swap(session, scope) : new Set();
  }

  async #writeBatch(
    session: Session,
    scope: ShapeScope,
    rowsByTable: RowsByTable,
    complete: boolean,
    before: readonly SetAside[],
  ): Promise<Written> {
    const sizes = new Map([...rowsByTable].map(([tbl, { size }]) => [tbl, size]));
    const setAside = complete ? [...before] : await dropIndexes(session, scope, sizes, before);
    const isFilling = (tbl: string): boolean => setAside.some((aside) => aside.tbl === tbl);
    return { touched: await this.#writeRows(session, scope, rowsByTable, isFilling), setAside };
  }

  async #writeRows(
    session: Session,
    scope: ShapeScope,
    rowsByTable: RowsByTable,
    isFilling: (tbl: string) => boolean,
  ): Promise<Set<string>> {
    const sqlByTable = await this.#sql(session);
    const touched = new Set<string>();
    for (const [name, rows] of rowsByTable) {
      const table = findTable(name);
      const sql = sqlByTable.get(name);
      if (!table || !sql) continue;
      touched.add(name);
      const kept: string[] = [];
      const gone: string[] = [];
      for (const [pk, row] of rows) {
        if (row === null) gone.push(JSON.stringify(pkToKey(table, pk)));
        else kept.push(row);
      }
      for (const chunk of chunksOf(gone)) await session.query(deleteSql(table, scope), [chunk]);
      for (const chunk of chunksOf(kept)) {
        if (isFilling(name)) await insertOrUpsert(session, sql.insert, sql.upsert, chunk);
        else await session.query(sql.upsert, [chunk]);
      }
    }
    return touched;
  }

  /**
   * Replaces all rows of the scope by these. Rows that are the same already are not written: the first read of the public scope
   * mostly brings what the shipped base has. Returns the tables that changed.
   */
  async #replace(session: Session, scope: ShapeScope, rowsByTable: RowsByTable): Promise<Set<string>> {
    const sqlByTable = await this.#sql(session);
    const touched = new Set<string>();
    const note = (name: string, { affectedRows }: { affectedRows?: number }): void => {
      if (affectedRows !== 0) touched.add(name);
    };
    for (const table of tables.toReversed()) {
      const { name } = table;
      const sql = otherRowsDeleteSql(name, scope);
      const rows = [...(rowsByTable.get(name) ?? [])].filter(([, row]) => row !== null);
      const keys = rows.map(([pk]) => pkToKey(table, pk));
      if (sql !== null) note(name, await session.query(sql, [JSON.stringify(keys)]));
    }
    for (const [name, rows] of rowsByTable) {
      const sql = sqlByTable.get(name);
      if (!sql) continue;
      const kept = [...rows.values()].filter((row) => row !== null);
      for (const chunk of chunksOf(kept)) note(name, await session.query(sql.upsertChanged, [chunk]));
    }
    return touched;
  }

  /** Replaces all rows of the scope by the staged rows. */
  async #swap(session: Session, scope: ShapeScope): Promise<Set<string>> {
    const touched = new Set<string>();
    for (const { name } of tables.toReversed()) {
      const sql = scopeRowsDeleteSql(name, scope);
      if (sql === null) continue;
      await session.exec(sql);
      touched.add(name);
    }
    for (let after: [string, string] = ['', '']; ;) {
      const { rows } = await session.query(
        `select tbl, pk, "row" from replica.staging where scope = $1 and "row" is not null and (tbl, pk) > ($2, $3)
         order by tbl, pk limit ${CHUNK_ROWS}`,
        [scope, ...after],
      );
      const staged = rows as { tbl: string; pk: string; row: string }[];
      const last = staged.at(-1);
      if (!last) break;
      const rowsByTable: RowsByTable = new Map();
      for (const { tbl, pk, row } of staged) {
        const byKey = rowsByTable.get(tbl) ?? new Map<string, string>();
        rowsByTable.set(tbl, byKey.set(pk, row));
      }
      await this.#writeRows(session, scope, rowsByTable, () => false);
      after = [last.tbl, last.pk];
    }
    await session.query('delete from replica.staging where scope = $1', [scope]);
    return touched;
  }

  async #sql(session: Session): Promise<Map<string, TableSql>> {
    if (this.#sqlByTable) return this.#sqlByTable;
    const { rows } = await session.query(replicaColumnsSql());
    this.#sqlByTable = new Map(
      (rows as { tbl: string; columns: string[] }[]).flatMap(({ tbl, columns }): [string, TableSql][] => {
        const table = findTable(tbl);
        if (!table) return [];
        const visible = columns.filter((column) => !table.hidden.includes(column));
        const of = [table.name, visible] as const;
        const insert = insertRowsSql(...of);
        return [[tbl, { insert, upsert: upsertRowsSql(...of), upsertChanged: upsertChangedRowsSql(...of) }]];
      }),
    );
    return this.#sqlByTable;
  }
}

const rowCount = (rowsByTable: RowsByTable): number => [...rowsByTable.values()].reduce((sum, rows) => sum + rows.size, 0);

/**
 * A row that moves between scopes gets a tombstone in one stream and a new version in the other. A late tombstone must not
 * delete the new version.
 */
function deleteSql({ name, scope: rule }: SyncedTable, scope: ShapeScope): string {
  const sql = deleteRowsSql(name);
  if (rule.kind !== 'either') return sql;
  const isPublic = rule.publicWhen.replaceAll('r.', 't.');
  return `${sql} and (${isPublic}) is ${scope === 'public' ? 'true' : 'not true'}`;
}

async function stage(session: Session, scope: ShapeScope, batch: FeedBatch): Promise<void> {
  await session.exec(STAGING_DDL);
  if (batch.isFirstPart) await session.query('delete from replica.staging where scope = $1', [scope]);
  for (const [tbl, rows] of batch.rowsByTable) {
    const staged = [...rows].map(([pk, row]) => JSON.stringify({ pk, row }));
    for (const chunk of chunksOf(staged)) {
      await session.query(
        `insert into replica.staging (scope, tbl, pk, "row")
         select $1, $2, s.pk, s."row" from jsonb_to_recordset($3::jsonb) as s(pk text, "row" text)
         on conflict (scope, tbl, pk) do update set "row" = excluded."row"`,
        [scope, tbl, chunk],
      );
    }
  }
}

/** JSON arrays of these texts, at most CHUNK_ROWS in each. */
function* chunksOf(texts: readonly string[]): Generator<string> {
  let chunk: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (chunk.length === CHUNK_ROWS || characters + text.length > CHUNK_CHARACTERS) {
      if (chunk.length > 0) yield `[${chunk.join(',')}]`;
      chunk = [];
      characters = 0;
    }
    chunk.push(text);
    characters += text.length;
  }
  if (chunk.length > 0) yield `[${chunk.join(',')}]`;
}
