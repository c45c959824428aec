// Writes the rows of a first sync's copy with COPY, inside the applier's transaction. Unknown tables and columns are skipped,
// because a newer server may send them. Rows that exist already (a copy that was interrupted in the middle of a part sends it
// again) are replaced.
import type { CopiedRows } from '#schema/protocol/copy.ts';
import type { ShapeScope } from '#schema/protocol/feed.ts';
import { copyRowsSql, replicaColumnsSql, upsertCopiedSql } from '#schema/replica.ts';
import { findTable, type SyncedTable } from '#schema/tables.ts';
import { dropIndexes, unlessDuplicate, type SetAside } from './bulk-load.ts';
import type { Session, WriteSession } from './database.ts';
import type { Written } from './feed-writer.ts';

export class CopyWriter {
  #columnsByTable: Map<string, ReadonlySet<string>> | undefined;

  /** `complete`: nothing follows, so dropping indexes is not worth it. Returns the tables it wrote, and those without indexes. */
  async write(
    session: WriteSession,
    scope: ShapeScope,
    copied: readonly CopiedRows[],
    complete: boolean,
    before: readonly SetAside[],
  ): Promise<Written> {
    const setAside = complete ? [...before] : await dropIndexes(session, scope, sizesOf(copied), before);
    const touched = new Set<string>();
    for (const rows of copied) {
      const table = findTable(rows.tbl);
      const known = (await this.#columns(session)).get(rows.tbl);
      if (!table || !known) continue;
      touched.add(rows.tbl);
      await writeRows(session, table, withColumns(rows, known));
    }
    return { touched, setAside };
  }

  async #columns(session: Session): Promise<Map<string, ReadonlySet<string>>> {
    if (this.#columnsByTable) return this.#columnsByTable;
    const { rows } = await session.query(replicaColumnsSql());
    this.#columnsByTable = new Map(
      (rows as { tbl: string; columns: string[] }[]).map(({ tbl, columns }) => [tbl, new Set(columns)]),
    );
    return this.#columnsByTable;
  }
}

/** Of a table that grows with time, newer rows come first and many more follow. */
function sizesOf(copied: readonly CopiedRows[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { tbl, rows } of copied) {
    const known = sizes.get(tbl) ?? 0;
    sizes.set(tbl, findTable(tbl)?.history === undefined ? known + rows : Infinity);
  }
  return sizes;
}

async function writeRows(session: WriteSession, { name }: SyncedTable, { columns, text }: CopiedRows): Promise<void> {
  await unlessDuplicate(
    session,
    () => session.copy(copyRowsSql(name, columns), text),
    async () => {
      const [create, copy, upsert, drop] = upsertCopiedSql(name, columns);
      await session.exec(create);
      await session.copy(copy, text);
      await session.exec(upsert);
      await session.exec(drop);
    },
  );
}

/** The same rows with the known columns only. A tab or newline within a value is escaped, so splitting at them is safe. */
function withColumns(rows: CopiedRows, known: ReadonlySet<string>): CopiedRows {
  const { columns, text } = rows;
  if (columns.every((column) => known.has(column))) return rows;
  const kept = columns.flatMap((column, at) => (known.has(column) ? [at] : []));
  const lines = new TextDecoder().decode(text).split('\n');
  const fewer = lines.map((line) => {
    if (line === '') return line;
    const values = line.split('\t');
    return kept.map((at) => values[at]).join('\t');
  });
  return { ...rows, columns: kept.map((at) => columns[at] ?? ''), text: new TextEncoder().encode(fewer.join('\n')) };
}
