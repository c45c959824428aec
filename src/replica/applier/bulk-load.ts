// Bulk loading of empty tables during a first sync: drops their secondary indexes and recreates them at the boundary,
// because building an index once is far cheaper than maintaining it for a hundred thousand inserts. Invariant: the definitions
// of dropped indexes are in the replica's state, stored in the transaction that dropped them. So whatever interrupts the read,
// the next boundary recreates them.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import { secondaryIndexesSql } from '#schema/replica.ts';
import { findTable, quotedTable, type SyncedTable } from '#schema/tables.ts';
import type { Session } from './database.ts';

/** A table that was empty when the read of `scope` reached it, with its dropped indexes. */
export interface SetAside {
  scope: ShapeScope;
  tbl: string;
  /** The statements that recreate its indexes. */
  definitions: string[];
}

/** Below this row count, maintaining the indexes is cheaper than dropping and recreating them. */
const LEAST_ROWS = 200;

/**
 * Drops the secondary indexes of empty tables that are about to receive many rows, by table. Returns every table without
 * indexes, including `already`.
 */
export async function dropIndexes(
  session: Session,
  scope: ShapeScope,
  rowsByTable: ReadonlyMap<string, number>,
  already: readonly SetAside[],
): Promise<SetAside[]> {
  const all = [...already];
  for (const [tbl, rows] of rowsByTable) {
    const table = findTable(tbl);
    if (!table || rows < LEAST_ROWS || all.some((aside) => aside.tbl === tbl)) continue;
    if (!(await isEmpty(session, table))) continue;
    const found = await session.query(secondaryIndexesSql(table.name));
    const indexes = found.rows as { name: string; definition: string }[];
    for (const { name } of indexes) await session.exec(`drop index ${name}`);
    all.push({ scope, tbl, definitions: indexes.map(({ definition }) => definition) });
  }
  return all;
}

/** Call at the boundary of `scope`. Returns the tables that stay without indexes. */
export async function recreateIndexes(session: Session, scope: ShapeScope, aside: readonly SetAside[]): Promise<SetAside[]> {
  for (const { definitions } of aside.filter((one) => one.scope === scope)) {
    for (const definition of definitions) await session.exec(definition);
  }
  return aside.filter((one) => one.scope !== scope);
}

/**
 * Writes one chunk into a table that was empty when the read began. Tries a plain insert first, which is cheaper than an upsert
 * because it looks nothing up; a duplicate key only occurs when a row changed during the read.
 */
export async function insertOrUpsert(session: Session, insert: string, upsert: string, chunk: string): Promise<void> {
  await unlessDuplicate(
    session,
    () => session.query(insert, [chunk]),
    () => session.query(upsert, [chunk]),
  );
}

/** Runs `otherwise` instead when `write` meets a key that exists. */
export async function unlessDuplicate(
  session: Session,
  write: () => Promise<unknown>,
  otherwise: () => Promise<unknown>,
): Promise<void> {
  await session.exec('savepoint chunk');
  try {
    await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await session.exec('rollback to savepoint chunk');
    await otherwise();
  }
  await session.exec('release savepoint chunk');
}

async function isEmpty(session: Session, { name }: SyncedTable): Promise<boolean> {
  return (await session.query(`select from ${quotedTable(name)} limit 1`)).rows.length === 0;
}

const isDuplicateKey = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
