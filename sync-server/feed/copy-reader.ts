// Reads a person's rows for a first sync with Postgres' own COPY, all from one snapshot. The newest number of the scope in that
// snapshot is the copy's position in the feed: the feed's later rows continue it. Memory is bounded by one frame.
import type { Pool, PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { replicaColumnsSql } from '#schema/replica.ts';
import type { CopyEvent } from '#schema/protocol/copy.ts';
import { tables } from '#schema/tables.ts';
import { copyParts, copySql, isOfSync, placeToText, type CopyPart, type CopyPlace } from './copy-parts.ts';
import { cursorToOffset } from './cursor.ts';
import { newHandle, parseHandle, scopeTag, type Handle } from './handle.ts';
import { readScopeState, type ScopeState } from './page.ts';

/** Large enough to amortise a statement on the replica, small enough that one statement blocks its thread only shortly. */
const FRAME_BYTES = 256 * 1024;
const NEWLINE = 10;

/**
 * The text format depends on these. JIT is off, because compiling a plan takes longer than running it. A pooler may lend
 * another connection for the next transaction, so the settings belong to this one.
 */
const BEGIN_SQL = `begin isolation level repeatable read read only;
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local jit = off`;

export interface CopyRequest {
  userId: string;
  place: CopyPlace;
  /** The handle of the copy that goes on; undefined for a new one. */
  handle: string | undefined;
  epochTag: () => Promise<string>;
  /** False when the session has ended; no more rows are sent then. */
  isStillAllowed: () => Promise<boolean>;
}

/** Ends without the event `end` when the session has ended meanwhile. */
export async function* readCopy(pool: Pool, request: CopyRequest): AsyncGenerator<CopyEvent, void, undefined> {
  const client = await pool.connect();
  let isIdle = false;
  try {
    for await (const event of copied(client, request)) {
      if (event.kind === 'end') isIdle = true;
      yield event;
    }
  } finally {
    // A COPY that was not read to its end is still open, so its connection cannot be used again.
    client.release(!isIdle);
  }
}

async function* copied(client: PoolClient, request: CopyRequest): AsyncGenerator<CopyEvent, void, undefined> {
  const { userId, place, isStillAllowed } = request;
  const scope = `user:${userId}`;
  await client.query(BEGIN_SQL);
  const epochTag = await request.epochTag();
  const given = request.handle === undefined ? null : parseHandle(request.handle);
  const state = await readScopeState(client, scope, given?.givenAt);
  if (request.handle !== undefined && !continues(given, { epochTag, scope, state })) {
    await client.query('commit');
    yield { kind: 'lost' };
    return yield { kind: 'end' };
  }
  const handle = newHandle(epochTag, scope, state.newest, true);
  const counts = await countRows(client, scope);
  const columns = await readColumns(client);
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  yield { kind: 'begin', offset: cursorToOffset(state.newest), handle, rows };
  let checkedMs = performance.now();
  for (const [part, of] of copyParts.entries()) {
    if (part < place.part || !counts.has(of.entry.name)) continue;
    for await (const event of copyPart(client, of, columns.get(of.entry.name) ?? [], request)) {
      if (performance.now() - checkedMs > 1_000) {
        if (!(await isStillAllowed())) return;
        checkedMs = performance.now();
      }
      yield event;
    }
    yield { kind: 'reached', place: placeToText({ ...place, part: part + 1 }) };
  }
  yield { kind: 'feed', rows: await readSyncRows(client, scope) };
  await client.query('commit');
  yield { kind: 'end' };
}

/** Whether the history in which the handle was issued is this database's. */
export function continues(given: Handle | null, now: { epochTag: string; scope: string; state: HistoryState }): boolean {
  if (given?.epochTag !== now.epochTag || given.scopeTag !== scopeTag(now.scope)) return false;
  return !now.state.isOtherHistory && given.givenAt <= now.state.newestOfAll;
}

type HistoryState = Pick<ScopeState, 'isOtherHistory' | 'newestOfAll'>;

async function* copyPart(
  client: PoolClient,
  part: CopyPart,
  columns: readonly string[],
  { userId, place }: CopyRequest,
): AsyncGenerator<CopyEvent, void, undefined> {
  const { name, hidden } = part.entry;
  const visible = columns.filter((column) => !hidden.includes(column));
  const stream = client.query(copyTo(copySql(part, visible, userId, place.since)));
  const frame = (text: Buffer): CopyEvent => ({ kind: 'rows', tbl: name, columns: visible, rows: countLines(text), text });
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < FRAME_BYTES) continue;
    const all = Buffer.concat(waiting);
    const end = all.lastIndexOf(NEWLINE) + 1;
    if (end === 0) continue;
    yield frame(all.subarray(0, end));
    waiting = [all.subarray(end)];
    bytes = all.length - end;
  }
  if (bytes > 0) yield frame(Buffer.concat(waiting));
}

/** A newline within a value is escaped, so every line is a row. */
function countLines(text: Buffer): number {
  let lines = 0;
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

async function countRows(client: PoolClient, scope: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ tbl: string; count: string }>(
    'select tbl, count(*)::text as count from replica.feed where scope = $1 and not deleted group by tbl',
    [scope],
  );
  return new Map(rows.map(({ tbl, count }) => [tbl, Number(count)]));
}

async function readSyncRows(client: PoolClient, scope: string): Promise<{ tbl: string; pk: string; row: string }[]> {
  const { rows } = await client.query<{ tbl: string; pk: string; row: string }>(
    'select tbl, pk, "row"::text from replica.feed where scope = $1 and not deleted and tbl = any ($2) order by seq',
    [scope, tables.filter(isOfSync).map(({ name }) => name)],
  );
  return rows;
}

async function readColumns(client: PoolClient): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ tbl: string; columns: string[] }>(replicaColumnsSql());
  return new Map(rows.map(({ tbl, columns }) => [tbl, columns]));
}
