// One row of a person in every table of the registry, with a mark of the person in every text column. A mark that is found
// elsewhere shows whose data it is, and whether it was hidden. Generated from the catalogue, so new tables and columns are
// covered without a change here.
import { createHash } from 'node:crypto';
import { tables, type SyncedTable } from '#schema/tables.ts';
import { insertRow, readRowColumns, type Row, type RowColumn, type RunSql } from '#tests/support/rows.ts';

export interface MarkedPerson {
  id: string;
  /** Counts from 1; the ids of the person's rows begin with it. */
  number: number;
  /** Unique and of letters only, so that no encoding changes it. */
  name: string;
}

export interface MarkedRow {
  table: SyncedTable;
  row: Row;
  /** The columns with a mark that the person may see. */
  seen: string[];
  hidden: string[];
}

const ownId = (number: number, rest: string) => `a000000${number}-0000-7000-${rest}`;
const contentId = (number: number, rest: string) => `c000000${number}-0000-7000-${rest}`;
const isForAll = ({ scope }: SyncedTable) => scope.kind === 'public';
const secret = (name: string) => `hiddenof${name}`;
const own = (name: string) => `rowof${name}`;
const forAll = (name: string) => `contentby${name}`;

/** Texts that no other person may receive: of the person's rows and of their hidden columns, also as hex and base64. */
export const needlesOf = (person: MarkedPerson, rows: readonly MarkedRow[]): string[] => [
  own(person.name),
  person.id,
  ownId(person.number, ''),
  ...hashesIn(rows),
  ...secretNeedlesOf(person),
];

/** Columns that accept only a hash contain the hash of their mark. */
const hashesIn = (rows: readonly MarkedRow[]): string[] =>
  rows.flatMap(({ row }) => Object.entries(row).flatMap(([column, value]) => (isHash(column) ? [String(value)] : [])));

const isHash = (column: string) => /sha256/.test(column);

/** Texts that nobody may receive. */
export function secretNeedlesOf({ name }: Pick<MarkedPerson, 'name'>): string[] {
  const bytes = Buffer.from(secret(name));
  // Only whole base64 triples, because the last one depends on the following bytes.
  return [secret(name), bytes.toString('hex'), bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')];
}

/** Inserts the rows; the person's row of `users` exists already and only gets the marks. */
export async function insertMarkedRows(run: RunSql, person: MarkedPerson): Promise<MarkedRow[]> {
  const columnsByTable = await readRowColumns(run);
  const made = new Map<string, Row>([['users', { id: person.id }]]);
  const marked: MarkedRow[] = [];
  for (const [index, table] of tables.entries()) {
    const columns = columnsByTable.get(table.name) ?? [];
    const result = markedRow(table, columns, made, person, index);
    marked.push(result);
    if (table.name === 'users') {
      result.row['id'] = person.id;
      result.seen = result.seen.filter((column) => column !== 'email');
      await markUser(run, result, person.id);
    } else {
      made.set(table.name, result.row);
      await insertRow(run, table.name, result.row);
    }
  }
  return marked;
}

/** Columns of the person's own row that may contain any text. */
async function markUser(run: RunSql, { row, seen }: MarkedRow, id: string): Promise<void> {
  const sets = seen.map((column, at) => `"${column}" = $${at + 2}`);
  await run(`update users set ${sets.join(', ')} where id = $1`, [id, ...seen.map((column) => row[column])]);
}

function markedRow(
  table: SyncedTable,
  columns: readonly RowColumn[],
  made: ReadonlyMap<string, Row>,
  person: MarkedPerson,
  index: number,
): MarkedRow {
  const result: MarkedRow = { table, row: {}, seen: [], hidden: [] };
  const id = (isForAll(table) ? contentId : ownId)(person.number, `8000-${String(index).padStart(12, '0')}`);
  for (const column of columns) {
    const isHidden = table.hidden.includes(column.column);
    const prefix = isHidden || table.scope.kind === 'server' ? secret : isForAll(table) ? forAll : own;
    const mark = `${prefix(person.name)}.${table.name}.${column.column}`;
    const value = valueOf(column, made, id, mark);
    if (value === undefined) continue;
    result.row[column.column] = value;
    if (JSON.stringify(value).includes(mark)) (isHidden ? result.hidden : result.seen).push(column.column);
    else if (column.type === 'bytea') result.hidden.push(column.column);
  }
  return result;
}

function valueOf(column: RowColumn, made: ReadonlyMap<string, Row>, id: string, mark: string): unknown {
  if (column.column === 'year') return 2026;
  const referenced = column.references && made.get(column.references)?.[column.referenced_column ?? ''];
  if (referenced !== undefined && referenced !== null) return referenced;
  if (column.references) return undefined;
  if (column.choices?.[0] !== undefined) return column.choices[0];
  switch (column.type) {
    case 'text':
      return isHash(column.column) ? createHash('sha256').update(mark).digest('hex') : mark;
    case 'text[]':
      return [mark];
    case 'jsonb':
      return { [mark]: [mark] };
    case 'bytea':
      return `\\x${Buffer.from(mark).toString('hex')}`;
    case 'uuid':
      return column.nullable ? undefined : id;
    default:
      return column.nullable || column.has_default ? undefined : plainValue(column.type);
  }
}

function plainValue(type: string): unknown {
  if (type === 'date') return '2026-03-01';
  if (type === 'timestamp with time zone') return '2026-03-01T10:00:00Z';
  if (type === 'boolean') return false;
  return 1;
}
