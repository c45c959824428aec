// A long first read fills empty tables. While it does, their secondary indexes are set aside and made again at its boundary:
// sorting once costs a fraction of a hundred thousand insertions. Invariant: what is set aside stands in the replica's state,
// stored in the transaction that dropped it, so that whatever ends a read early, the next boundary makes the indexes again.
import type { ShapeScope } from '#schema/protocol/feed.ts';
import { secondaryIndexesSql } from '#schema/replica.ts';
import { quotedTable, type SyncedTable } from '#schema/tables.ts';
import type { Session } from './database.ts';
import type { RowsByTable } from './feed-buffer.ts';

/** A table that was empty when the read of `scope` came to it. */
export interface SetAside {
  scope: ShapeScope;
  tbl: string;
  /** The statements that make its indexes again. */
  definitions: string[];
}

/** Below this a table's indexes cost less than dropping and making them. */
const WORTH_IT_ROWS = 200;

/** Takes the indexes of empty tables away that are about to get many rows. Returns all that is set aside then. */
export async function setIndexesAside(
  session: Session,
  scope: ShapeScope,
  rowsByTable: RowsByTable,
  already: readonly SetAside[],
  find: (name: string) => SyncedTable | undefined,
): Promise<SetAside[]> {
  const all = [...already];
  for (const [tbl, { size }] of rowsByTable) {
    const table = find(tbl);
    if (!table || size < WORTH_IT_ROWS || all.some((aside) => aside.tbl === tbl)) continue;
    if (!(await isEmpty(session, table))) continue;
    const { rows } = await session.query(secondaryIndexesSql(table.name));
    const indexes = rows as { name: string; definition: string }[];
    for (const { name } of indexes) await session.exec(`drop index ${name}`);
    all.push({ scope, tbl, definitions: indexes.map(({ definition }) => definition) });
  }
  return all;
}

/** At the boundary of `scope`. Returns what stays set aside. */
export async function putIndexesBack(session: Session, scope: ShapeScope, aside: readonly SetAside[]): Promise<SetAside[]> {
  for (const { definitions } of aside.filter((one) => one.scope === scope)) {
    for (const definition of definitions) await session.exec(definition);
  }
  return aside.filter((one) => one.scope !== scope);
}

/**
 * Writes one chunk into a table that was empty when the read began. A plain insert costs less than an upsert, which looks
 * for each row first; only a row that changed while it was being read comes twice.
 */
export async function insertOrUpsert(session: Session, insert: string, upsert: string, chunk: string): Promise<void> {
  await session.exec('savepoint chunk');
  try {
    await session.query(insert, [chunk]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await session.exec('rollback to savepoint chunk');
    await session.query(upsert, [chunk]);
  }
  await session.exec('release savepoint chunk');
}

async function isEmpty(session: Session, { name }: SyncedTable): Promise<boolean> {
  return (await session.query(`select from ${quotedTable(name)} limit 1`)).rows.length === 0;
}

const isDuplicateKey = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
