// The archive of this device: what its rows and kept files hold, written without the network. Files that are only on the server are
// listed in the archive's index and left out.
import { makeZip } from 'client-zip';
import { sql, type RawBuilder } from 'kysely';
import { BLOB_COLUMNS } from '#schema/blobs.ts';
import { archiveEntries, archiveName, type ArchiveFile, type ArchiveSource } from '#schema/leaving/archive.ts';
import { COLUMNS_SQL, exportedColumns, type OwnedTable } from '#schema/leaving/own-rows.ts';
import { quoted, quotedTable } from '#schema/tables.ts';
import { blobs } from '#src/blobs/public.ts';
import { now } from '#src/clock/clock.ts';
import { replicaDb } from '#src/replica/query-builder.ts';
import type { Person, Replica, ReplicaQuery } from '#src/replica/public.ts';

const PAGE_ROWS = 1_000;

export interface DeviceArchive {
  file: Blob;
  name: string;
}

/** Throws when the device cannot read its rows, and the reason of `signal` when it is aborted. */
export async function writeDeviceArchive(
  replica: Pick<Replica, 'query'>,
  person: Person,
  { onRows, signal }: { onRows?: (rows: number) => void; signal?: AbortSignal } = {},
): Promise<DeviceArchive> {
  const at = now();
  const columns = exportedColumns(await replica.query(rawQuery<{ table: string; column: string }>(sql.raw(COLUMNS_SQL))));
  const source: ArchiveSource = {
    ...{ madeBy: 'device', at, person: { id: person.userId, email: person.kind === 'local' ? null : person.email } },
    from: person.kind === 'local' ? null : location.origin,
    columnsOf: (table) => columns.get(table) ?? [],
    rows: (table, of) => pagesOf(replica, table, of, person.userId, signal),
    files: () => filesOf(replica),
  };
  const stream = makeZip(archiveEntries(source, onRows));
  // The browser keeps a large Blob on disk.
  return { file: await new Response(stream, { headers: { 'content-type': 'application/zip' } }).blob(), name: archiveName(at) };
}

/** A statement as text, which the registry makes: the same on the server. */
const rawQuery = <Row extends object>(statement: RawBuilder<unknown>) =>
  replicaDb.selectFrom(sql<Row>`(${statement})`.as('found')).selectAll('found') as unknown as ReplicaQuery<Row>;

/** By the key of the last row, so that a change in between neither repeats nor skips another row. */
async function* pagesOf(
  replica: Pick<Replica, 'query'>,
  { entry, condition }: OwnedTable,
  columns: readonly string[],
  userId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<string[]> {
  const key = entry.key.map((column) => `r.${quoted(column)}::text collate "C"`);
  const list = columns.map((column) => `r.${quoted(column)}`).join(', ');
  const parts = condition.split('$1');
  const owned = sql.join(
    parts.flatMap((part, at) => (at === 0 ? [sql.raw(part)] : [sql`${userId}::uuid`, sql.raw(part)])),
    sql``,
  );
  let last: string[] | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const after: string[] | null = last;
    const beyond =
      after === null ? sql`true` : sql`(${sql.raw(key.join(', '))}) > (${sql.join(after.map((part) => sql`${part}`))})`;
    const rows: { key: string[]; row: string }[] = await replica.query(
      rawQuery<{ key: string[]; row: string }>(sql`
        select array[${sql.raw(key.join(', '))}] as key, (select row_to_json(x)::text from (select ${sql.raw(list)}) x) as row
          from ${sql.raw(quotedTable(entry.name))} r where ${owned} and ${beyond}
         order by ${sql.raw(key.join(', '))} limit ${sql.lit(PAGE_ROWS)}`),
    );
    if (rows.length > 0) yield rows.map(({ row }) => row);
    if (rows.length < PAGE_ROWS) return;
    last = rows.at(-1)?.key ?? null;
  }
}

async function* filesOf(replica: Pick<Replica, 'query'>): AsyncGenerator<ArchiveFile> {
  const named = BLOB_COLUMNS.map(
    ({ table, column, mediaType }) =>
      `select r.${quoted(column)} as sha256, ${mediaType === null ? `null::text` : `r.${quoted(mediaType)}`} as media_type
         from ${quotedTable(table)} r where r.${quoted(column)} is not null`,
  ).join(' union all ');
  const rows = await replica.query(
    rawQuery<{ sha256: string; media_type: string | null }>(
      sql.raw(`select sha256, max(media_type) as media_type from (${named}) n group by sha256 order by sha256`),
    ),
  );
  for (const { sha256, media_type } of rows) {
    const file = await blobs.get(sha256);
    yield {
      ...{ sha256, mediaType: media_type ?? 'application/octet-stream', size: file?.size ?? 0 },
      open: file ? () => Promise.resolve(file) : null,
    };
  }
}
