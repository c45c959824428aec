// Reads the engine's answers, message by message of Postgres' wire protocol. PGlite's own reader copies and decodes every field
// separately, which takes most of the time of a query with a thousand rows; this one decodes an answer once and slices the
// text.
import { protocol } from '@electric-sql/pglite';

export interface Column {
  name: string;
  /** Undefined when the text is the value. */
  parse: ((text: string) => unknown) | undefined;
}

export interface EngineAnswer {
  rows: Record<string, unknown>[];
  /** The sum over all commands that write. */
  affectedRows: number;
  /** The command tag of each completed command: `SELECT 2`, `COMMIT`. */
  tags: string[];
}

const DATA_ROW = 0x44;
const COMMAND_COMPLETE = 0x43;
const ERROR = 0x45;
const HEADER_BYTES = 5;

/** One character per byte, so that positions in the text are positions in the bytes. Correct for ASCII only. */
const bytewise = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/**
 * Throws the first error that the engine reports, as a DatabaseError with its `code`. Rows are read only when `columns` is
 * given.
 */
export function readAnswer(bytes: Uint8Array, columns: readonly Column[] | undefined): EngineAnswer {
  const answer: EngineAnswer = { rows: [], affectedRows: 0, tags: [] };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = bytewise.decode(bytes);
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const end = at + 1 + view.getInt32(at + 1);
    const from = at + HEADER_BYTES;
    switch (bytes[at]) {
      case DATA_ROW:
        if (columns) answer.rows.push(readRow(bytes, view, text, from, columns));
        break;
      case COMMAND_COMPLETE: {
        const tag = text.slice(from, end - 1);
        answer.tags.push(tag);
        answer.affectedRows += writtenRows(tag);
        break;
      }
      case ERROR:
        throw databaseError(bytes.subarray(at, end));
    }
    at = end;
  }
  return answer;
}

function readRow(bytes: Uint8Array, view: DataView, text: string, from: number, columns: readonly Column[]) {
  const row: Record<string, unknown> = {};
  let at = from + 2;
  for (const { name, parse } of columns) {
    const length = view.getInt32(at);
    at += 4;
    if (length < 0) {
      row[name] = null;
      continue;
    }
    const end = at + length;
    const value = isAscii(bytes, at, end) ? text.slice(at, end) : utf8.decode(bytes.subarray(at, end));
    row[name] = parse ? parse(value) : value;
    at = end;
  }
  return row;
}

function isAscii(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

const writtenRows = (tag: string): number =>
  /^(?:INSERT|UPDATE|DELETE|COPY|MERGE) /.test(tag) ? Number(tag.slice(tag.lastIndexOf(' ') + 1)) : 0;

/** PGlite's own reader parses the error's fields. */
function databaseError(message: Uint8Array): unknown {
  let error: unknown;
  new protocol.Parser().parse(message, (parsed) => (error = parsed));
  return error;
}
