// For tests: a replica's database in memory, an outbox that is only a list, and feed rows derived from the server's rows.
import { PGlite } from '@electric-sql/pglite';
import { replicaDdl } from '#schema/replica.ts';
import type { FeedRow } from '#schema/protocol/feed.ts';
import { parseByOid } from '#schema/session.ts';
import { migratedPglite } from './pglite.ts';
import type { CommandRecord, OutboxPerson } from '#src/replica/outbox/records.ts';
import type { OutboxView } from '#src/replica/applier/applier.ts';
import { FeedBuffer, type FeedBatch } from '#src/replica/applier/feed-buffer.ts';

let base: Promise<Blob> | undefined;

/** A new database each time; only the first one of a test file runs the replica's DDL. */
export async function replicaPglite(): Promise<PGlite> {
  base ??= makeBase();
  const pg = await PGlite.create({ parsers: parseByOid, loadDataDir: await base });
  await pg.exec(`set timezone = 'UTC'`);
  return pg;
}

async function makeBase(): Promise<Blob> {
  const pg = await migratedPglite();
  for (const sql of replicaDdl()) await pg.exec(sql);
  const dump = await pg.dumpDataDir('none');
  await pg.close();
  return dump;
}

export const CLIENT_ID = '00000000-0000-4000-8000-0000000000c1';
export const USER_ID = '00000000-0000-4000-8000-0000000000a1';

export class TestOutbox implements OutboxView {
  person: OutboxPerson = { kind: 'signed-in', userId: USER_ID, email: 'a@example.org', name: null };
  logId = 'log';
  passedSeq = 0;
  pending: CommandRecord[] = [];
  openedSeq = 0;
  #saved = 0;

  get lastSeq(): number {
    return this.#saved;
  }

  /** Not saved yet; numbered as the next ones. */
  asNew(calls: readonly { name: string; args: unknown }[]): CommandRecord[] {
    return calls.map(({ name, args }, at) => this.#record(this.#saved + 1 + at, name, args));
  }

  save(name: string, args: unknown): CommandRecord {
    const record = this.#record((this.#saved += 1), name, args);
    this.pending.push(record);
    return record;
  }

  #record(seq: number, name: string, args: unknown): CommandRecord {
    const at = '2026-11-22T12:00:00.000Z';
    return {
      kind: 'command',
      seq,
      clientId: CLIENT_ID,
      id: seq,
      name,
      version: 1,
      args,
      at,
      callKey: `k${seq}`,
    };
  }
}

export function feedBatch(rows: FeedRow[], offset: string, { isRefetch = false } = {}): FeedBatch {
  const buffer = new FeedBuffer();
  if (isRefetch) buffer.restart();
  buffer.add(rows);
  buffer.moveTo({ offset, handle: 'h' });
  return buffer.take(true);
}

export const feedRow = (tbl: string, pk: string, row: Record<string, unknown> | null): FeedRow => ({
  tbl,
  pk,
  row: row === null ? null : JSON.stringify(row),
});

export const clientRow = (lastCommandId: number): FeedRow =>
  feedRow('replica.clients', CLIENT_ID, {
    client_id: CLIENT_ID,
    user_id: USER_ID,
    last_command_id: lastCommandId,
    created_at: '2026-11-22T12:00:00+00:00',
  });
