// Converts a row to JSON and back, like `to_jsonb` and `jsonb_populate_record`.
import type { TableShape } from './store.ts';
import { defaultRow } from './statements.ts';
import { toJson, toStored, type Row } from './values.ts';

export function rowToJson(shape: TableShape, row: Row, hidden: readonly string[] = []): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const { name, type } of shape.columns.values()) if (!hidden.includes(name)) json[name] = toJson(type, row[name] ?? null);
  return json;
}

/** Takes the named columns from the JSON and the others from the existing row or their defaults. */
export function jsonToRow(shape: TableShape, json: Record<string, unknown>, columns: Iterable<string>, existing?: Row): Row {
  const row = existing ? { ...existing } : defaultRow(shape);
  for (const name of columns) {
    const column = shape.columns.get(name);
    const value = json[name];
    if (column) row[name] = toStored(column.type, column.type === 'jsonb' && value != null ? JSON.stringify(value) : value);
  }
  return row;
}
