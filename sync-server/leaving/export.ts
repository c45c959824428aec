// A person's archive from the server: rows of one snapshot, files from the store, written while they are read.
import { makeZip } from 'client-zip';
import { archiveEntries, type ArchiveFile, type ArchiveSource } from '#schema/leaving/archive.ts';
import { COLUMNS_SQL, exportedColumns, exportSql } from '#schema/leaving/own-rows.ts';
import type { UserId } from '#schema/ids.ts';
import type { BlobBytes } from '../blobs/bytes.ts';
import type { WholeBlobs } from '../blobs/whole.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';

const PAGE_ROWS = 500;

export interface ExportDeps {
  pool: Pool;
  clock: Clock;
  bytes: BlobBytes;
  whole: WholeBlobs;
  appUrl: () => string;
}

/** The bytes of a ZIP archive. `onEnd` is called once, however the stream ends. */
export async function openExport(
  { pool, clock, bytes, whole, appUrl }: ExportDeps,
  userId: UserId,
  onEnd: () => void,
): Promise<ReadableStream<Uint8Array>> {
  const client = await pool.connect().catch((error: unknown) => {
    onEnd();
    throw error;
  });
  let isOver = false;
  const end = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    onEnd();
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    );
  };
  try {
    await client.query('begin isolation level repeatable read read only');
    const columns = await client.query<{ table: string; column: string }>(COLUMNS_SQL);
    const byTable = exportedColumns(columns.rows);
    const person = await client.query<{ email: string }>('select email from users where id = $1', [userId]);
    const source: ArchiveSource = {
      ...{ madeBy: 'server', at: clock.now(), person: { id: userId, email: person.rows[0]?.email ?? null } },
      from: appUrl(),
      columnsOf: (table) => byTable.get(table) ?? [],
      rows: (table, of) => pagesOf(client, exportSql(table, of), userId),
      files: () => filesOf(client, userId, { bytes, whole }),
    };
    return endingStream(makeZip(archiveEntries(source)), end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Of a cursor of the database, so that a table of any size is never in memory whole. */
let cursors = 0;
async function* pagesOf(client: PoolClient, sql: string, userId: UserId): AsyncGenerator<string[]> {
  const name = `export_${(cursors += 1)}`;
  await client.query(`declare ${name} no scroll cursor for ${sql.replaceAll('$1', `'${uuidOf(userId)}'::uuid`)}`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${PAGE_ROWS} from ${name}`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await client.query(`close ${name}`);
}

/** DECLARE takes no parameters. The id comes from the session, and here nothing but a UUID passes. */
function uuidOf(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Error('not a UUID');
  return id;
}

async function* filesOf(
  client: PoolClient,
  userId: UserId,
  { bytes, whole }: Pick<ExportDeps, 'bytes' | 'whole'>,
): AsyncGenerator<ArchiveFile> {
  const { rows } = await client.query<{ sha256: string; size: string; object_key: string; media_type: string }>(
    `select b.sha256, b.size, b.object_key, o.media_type from ops.blob_owners o join ops.blobs b using (sha256)
      where o.user_id = $1 order by b.sha256`,
    [userId],
  );
  for (const { sha256, size, object_key, media_type } of rows) {
    const blob = { sha256, size: Number(size), objectKey: object_key };
    const open = (await whole.isWhole(blob)) ? () => bytes.read(object_key) : null;
    yield { sha256, mediaType: media_type, size: blob.size, open };
  }
}

/** The same stream, which calls `end` when it is read to its end, fails, or is cancelled. */
function endingStream(stream: ReadableStream<Uint8Array>, end: () => Promise<void>): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        await end();
        controller.close();
      } catch (error) {
        await end();
        controller.error(error);
      }
    },
    async cancel(reason) {
      await reader.cancel(reason).catch(() => undefined);
      await end();
    },
  });
}
