// Serializes feed rows as messages of the shape protocol. The row's JSON text from Postgres is inserted unchanged.
// Every change is an `insert` with the whole row. The server does not know whether a client has seen the row before, and the
// client handles both cases alike: the message is the row's current state (`deleted` marks a tombstone). Live messages also
// carry their position and transaction id, as in Electric; pages omit them, because a first read may have 100,000 messages.
import type { Cursor } from './cursor.ts';
import type { FeedMessageRow } from './page.ts';

/** The electric-schema header: all values are Postgres text. */
export const FEED_SCHEMA = JSON.stringify({
  deleted: { type: 'bool', not_null: true },
  pk: { type: 'text', not_null: true, pk_index: 1 },
  row: { type: 'jsonb' },
  scope: { type: 'text', not_null: true, pk_index: 2 },
  seq: { type: 'int8', not_null: true },
  tbl: { type: 'text', not_null: true, pk_index: 0 },
  xid: { type: 'xid8', not_null: true },
});

const RELATION = '"relation":["replica","feed"],"operation":"insert"';
const PAGE_HEADERS = `"headers":{${RELATION}}`;

const keyPart = (text: string): string => `"${text.replaceAll('/', '//')}"`;

/** Text that needs no escaping in a key or in JSON. Ids match, and the check is cheaper than escaping. */
const PLAIN = /^[\w:.-]*$/;

/** Builds the message up to its headers. The part that is the same for all rows of a table is built once. */
function messageHead(scope: string): (row: FeedMessageRow) => string {
  const scopeInKey = JSON.stringify(`/${keyPart(scope)}`).slice(1);
  const startByTable = new Map<string, string>();
  const middleByTable = new Map<string, string>();
  return ({ tbl, pk, row, deleted, xid, seq }) => {
    let start = startByTable.get(tbl);
    let middle = middleByTable.get(tbl);
    if (start === undefined || middle === undefined) {
      start = `{"key":${JSON.stringify(`"replica"."feed"/${keyPart(tbl)}/`).slice(0, -1)}`;
      middle = `${scopeInKey},"value":{"scope":${JSON.stringify(scope)},"tbl":${JSON.stringify(tbl)},"pk":`;
      startByTable.set(tbl, start);
      middleByTable.set(tbl, middle);
    }
    const isPlain = PLAIN.test(pk);
    const pkInKey = isPlain ? `\\"${pk}\\"` : JSON.stringify(keyPart(pk)).slice(1, -1);
    const pkJson = isPlain ? `"${pk}"` : JSON.stringify(pk);
    const rowJson = row === null ? 'null' : JSON.stringify(row);
    return `${start}${pkInKey}${middle}${pkJson},"row":${rowJson},"deleted":"${deleted}","xid":"${xid}","seq":"${seq}"},`;
  };
}

/** Messages of an answer that is not live. */
export function pageMessages(scope: string, rows: readonly FeedMessageRow[]): string[] {
  const head = messageHead(scope);
  return rows.map((row) => `${head(row)}${PAGE_HEADERS}}`);
}

/** Messages of a live answer: each carries its position and transaction id, and the last message of a transaction is marked. */
export function liveMessages(scope: string, rows: readonly FeedMessageRow[]): string[] {
  const head = messageHead(scope);
  return rows.map((row, index) => {
    const last = rows[index + 1]?.xid === row.xid ? '' : '"last":true,';
    return `${head(row)}"headers":{${last}${RELATION},"lsn":"${row.seq}","op_position":0,"txids":[${row.xid}]}}`;
  });
}

/** After an event stream the client continues from `<global_last_seen_lsn>_0`. */
export const upToDateMessage = (cursor: Cursor): string =>
  `{"headers":{"control":"up-to-date","global_last_seen_lsn":"${cursor}"}}`;

export const MUST_REFETCH_BODY = '[{"headers":{"control":"must-refetch"}}]';
