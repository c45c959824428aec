// A feed row as the shape protocol carries it, built as text: the row's JSON stays the text Postgres gave.
// Every change is an `insert` with the whole row: whether a client has seen the row before is the client's knowledge, not
// ours, and a client treats both as "this is how the row is now" (`deleted` says that it is gone). Live changes also name
// their transaction, as Electric's do; pages leave that out, because a first read has a hundred thousand of them.
import { cursorToLsn, type Cursor } from './cursor.ts';
import type { FeedMessageRow } from './page.ts';

/** What ShapeStream learns about the columns; all of our values are Postgres text. */
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

/** Text that is the same inside a key and inside JSON: ids are, and checking costs less than escaping. */
const PLAIN = /^[\w:.-]*$/;

/** The message up to its headers. What is the same for all rows of a table is put together once. */
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

/** Messages of a page that is read, not waited for. */
export function pageMessages(scope: string, rows: readonly FeedMessageRow[]): string[] {
  const head = messageHead(scope);
  return rows.map((row) => `${head(row)}${PAGE_HEADERS}}`);
}

/** Messages of a live answer: each names its transaction, the last of a transaction says so. */
export function liveMessages(scope: string, rows: readonly FeedMessageRow[]): string[] {
  const head = messageHead(scope);
  return rows.map((row, index) => {
    const last = rows[index + 1]?.xid === row.xid ? '' : '"last":true,';
    return `${head(row)}"headers":{${last}${RELATION},"lsn":"${row.xid}","op_position":${row.seq},"txids":[${row.xid}]}}`;
  });
}

export const upToDateMessage = (cursor: Cursor): string =>
  `{"headers":{"control":"up-to-date","global_last_seen_lsn":"${cursorToLsn(cursor)}"}}`;

export const MUST_REFETCH_BODY = '[{"headers":{"control":"must-refetch"}}]';
