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

function messageHead(scope: string): (row: FeedMessageRow) => string {
  const scopeJson = JSON.stringify(scope);
  const scopePart = keyPart(scope);
  return ({ tbl, pk, row, deleted, xid, seq }) => {
    const key = JSON.stringify(`"replica"."feed"/${keyPart(tbl)}/${keyPart(pk)}/${scopePart}`);
    const rowJson = row === null ? 'null' : JSON.stringify(row);
    return (
      `{"key":${key},"value":{"scope":${scopeJson},"tbl":${JSON.stringify(tbl)},"pk":${JSON.stringify(pk)},` +
      `"row":${rowJson},"deleted":"${deleted}","xid":"${xid}","seq":"${seq}"},`
    );
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
