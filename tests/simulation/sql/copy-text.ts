// The text format of Postgres' COPY, for the rows of the model database.
import type { TableShape } from './store.ts';
import { defaultRow } from './statements.ts';
import { toJson, toStored, type Row, type Stored } from './values.ts';

/** Text values by column; null is an SQL null. */
export type CopiedRow = Record<string, string | null>;

export function rowsToCopyText(shape: TableShape, rows: readonly Row[], columns: readonly string[]): string {
  const line = (row: Row): string =>
    columns.map((name) => escaped(valueText(shape.columns.get(name)?.type ?? 'text', row[name] ?? null))).join('\t');
  return rows.map((row) => `${line(row)}\n`).join('');
}

export function readCopyText(text: string, columns: readonly string[]): CopiedRow[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const values = line.split('\t');
      if (values.length !== columns.length) throw new Error(`a copied row has ${values.length} values of ${columns.length}`);
      return Object.fromEntries(columns.map((name, at) => [name, unescaped(values[at] ?? '')]));
    });
}

/** Takes the named columns from the text and the others from the existing row or their defaults. */
export function copiedToRow(shape: TableShape, copied: CopiedRow, columns: readonly string[], existing?: Row): Row {
  const row: Record<string, Stored> = existing ? { ...existing } : defaultRow(shape);
  for (const name of columns) {
    const column = shape.columns.get(name);
    const text = copied[name] ?? null;
    if (!column) throw new Error(`${shape.name} has no column ${name}`);
    row[name] = toStored(column.type, text !== null && column.type.startsWith('_') ? readArray(text) : text);
  }
  return row;
}

function valueText(type: string, value: Stored): string | null {
  if (value === null) return null;
  if (type === 'jsonb') return value as string;
  if (Array.isArray(value)) return `{${value.map((member) => JSON.stringify(String(member))).join(',')}}`;
  return String(toJson(type, value));
}

/** Of the form that `valueText` writes. */
const readArray = (text: string): string[] => JSON.parse(`[${text.slice(1, -1)}]`) as string[];

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([plain, code]) => [code, plain]));

const escaped = (text: string | null): string =>
  text === null ? '\\N' : text.replaceAll(/[\\\n\t\r]/g, (found) => ESCAPES[found] ?? found);

const unescaped = (text: string): string | null =>
  text === '\\N' ? null : text.replaceAll(/\\[\\ntr]/g, (found) => UNESCAPES.get(found) ?? found);
