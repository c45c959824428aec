// Rows of one person in every table that people own, with random values in every column where the constraints allow them. Generated from
// the registry and the catalogue, so that new tables and columns are covered without a change here.
import fc from 'fast-check';
import { DUE_COMMANDS } from '#schema/due/due.ts';
import { ownedTables } from '#schema/leaving/own-rows.ts';
import { findTable, quoted, quotedTable } from '#schema/tables.ts';
import { arbitraryRow } from './row-arbitraries.ts';
import { insertRow, readRowColumns, type Row, type RowColumn, type RunSql } from './rows.ts';

export interface PersonRowsOptions {
  seed: number;
  rowsPerTable: number;
  /** Tables to leave out. */
  without: ReadonlySet<string>;
  /** Names of blobs for the columns of hashes. */
  sha256: string;
}

/** Returns how many rows each table got. A table that takes only one row of a person gets one. */
export async function insertPersonRows(
  run: RunSql,
  userId: string,
  { seed, rowsPerTable, without, sha256 }: PersonRowsOptions,
): Promise<Map<string, number>> {
  const columnsByTable = await readRowColumns(run);
  const counts = new Map<string, number>();
  const parents = new Map<string, Row[]>([['users', [{ id: userId }]]]);
  for (const [index, { entry }] of ownedTables.entries()) {
    if (entry.name === 'users' || without.has(entry.name)) continue;
    const columns = (columnsByTable.get(entry.name) ?? []).filter(({ column }) => !entry.hidden.includes(column));
    // A row may refer to one before it.
    const rows: Row[] = [];
    parents.set(entry.name, rows);
    for (let at = 0; at < rowsPerTable; at += 1) {
      const context = { run, userId, parents, at, sha256, seed: seed * 1_000_000 + index * 1_000 + at };
      const row = await insertRandom(entry.name, columns, context);
      if (row) rows.push(row);
    }
    counts.set(entry.name, rows.length);
  }
  return counts;
}

interface Context {
  run: RunSql;
  userId: string;
  parents: Map<string, Row[]>;
  at: number;
  sha256: string;
  seed: number;
}

/** With all random values, or else with those that the constraints let pass one after the other. Null: not one more row. */
async function insertRandom(name: string, columns: readonly RowColumn[], context: Context): Promise<Row | null> {
  const [random = {}] = fc.sample(arbitraryRow(columns, []), { numRuns: 1, seed: context.seed });
  const fixed: Row = {};
  const optional: Row = {};
  const key = findTable(name)?.key ?? ['id'];
  for (const column of columns) {
    const must = await mustBe(name, column, context);
    const isFree = must === undefined && column.references === null && column.choices === null;
    if (must !== undefined) fixed[column.column] = must;
    else if (isFree && key.includes(column.column)) fixed[column.column] = plain(column, context);
    // The first row has a value in every column.
    else if (isFree && (column.nullable || column.has_default)) {
      optional[column.column] = random[column.column] ?? (context.at === 0 ? plain(column, context) : null);
    } else if (isFree) fixed[column.column] = plain(column, context);
  }
  const whole = { ...fixed, ...optional };
  if (await tries(context.run, name, whole)) return whole;
  if (!(await tries(context.run, name, fixed))) return null;
  const row = fixed;
  for (const column of columns.filter((one) => one.column in optional)) {
    await setFirst(context.run, name, row, column.column, [optional[column.column], plain(column, context)]);
  }
  return row;
}

/** Takes the first of the values that the constraints let pass. */
async function setFirst(run: RunSql, name: string, row: Row, column: string, values: readonly unknown[]): Promise<void> {
  for (const value of values) {
    const set = `update ${quotedTable(name)} r set ${quoted(column)} = x.${quoted(column)}
      from jsonb_populate_record(null::${quotedTable(name)}, $1::jsonb) x where ${keyOf(name, '$1::jsonb')}`;
    if (!(await attempts(run, set, [JSON.stringify({ ...row, [column]: value })]))) continue;
    row[column] = value;
    return;
  }
}

const keyOf = (name: string, json: string): string =>
  (findTable(name)?.key ?? ['id']).map((column) => `r.${quoted(column)}::text = ${json} ->> '${column}'`).join(' and ');

/** A value that the column cannot do without, or that makes sense only so. */
async function mustBe(name: string, column: RowColumn, context: Context): Promise<unknown> {
  const { parents, userId, at, seed, run } = context;
  if (name === 'due') {
    const [kind, command] = Object.entries(DUE_COMMANDS)[at % Object.keys(DUE_COMMANDS).length] ?? [];
    const planned: Row = { kind, command, key: `key ${seed}`, args: { id: uuid(seed) }, notice: null, sent_to: [] };
    if (column.column in planned) return planned[column.column];
    if (['claim', 'claimed_until'].includes(column.column)) return null;
    if (column.column === 'attempts') return 0;
  }
  if (column.references === 'users') return userId;
  if (column.references) {
    const own = parents.get(column.references);
    if (own) return own.length === 0 ? undefined : own[at % own.length]?.[column.referenced_column ?? ''];
    const { rows } = await run(
      `select ${quoted(column.referenced_column ?? '')} as value from ${quotedTable(column.references)} order by 1 limit 1 offset $1`,
      [at],
    );
    return (rows[0] as { value: unknown } | undefined)?.value;
  }
  if (column.choices) return column.choices[seed % column.choices.length];
  if (column.column.endsWith('sha256') || column.column === 'cover_blob_id') return context.sha256;
  if (column.column === 'year') return 2026 + at;
  // The balances are set from the ledger afterwards.
  if (name === 'points_ledger' && ['coins', 'xp'].includes(column.column)) return at * 10 + 5;
  return undefined;
}

const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function plain({ type, column }: RowColumn, { seed }: Context): unknown {
  switch (type) {
    case 'uuid':
      return uuid(seed);
    case 'text':
      return `${column} ${seed} “€𝄞”\u2028`;
    case 'text[]':
      return [column];
    case 'date':
      return `2026-03-${String((seed % 28) + 1).padStart(2, '0')}`;
    case 'timestamp with time zone':
      return `2026-03-01T10:00:00.${String(seed % 1_000_000).padStart(6, '0')}Z`;
    case 'boolean':
      return seed % 2 === 0;
    case 'jsonb':
      return { seed, text: '\n"' };
    default:
      return (seed % 5) + 1;
  }
}

const tries = (run: RunSql, name: string, row: Row): Promise<boolean> =>
  inSavepoint(run, () => insertRow(run, quotedTable(name), row));
const attempts = (run: RunSql, sql: string, params: unknown[]): Promise<boolean> => inSavepoint(run, () => run(sql, params));

async function inSavepoint(run: RunSql, work: () => Promise<unknown>): Promise<boolean> {
  await run('savepoint one_row');
  try {
    await work();
    await run('release savepoint one_row');
    return true;
  } catch (error) {
    await run('rollback to savepoint one_row');
    if (error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))) return false;
    throw error;
  }
}

/** Makes the balances what the ledger says. */
export async function settleBalances(run: RunSql, userId: string): Promise<void> {
  const sum = (column: string) => `(select coalesce(sum(${column}), 0) from points_ledger where user_id = $1)`;
  await run(
    `update user_wallet set total_coins = ${sum('coins')}, earned_coins = ${sum('coins')}, spent_coins = 0 where user_id = $1`,
    [userId],
  );
  await run(`update user_progress set total_xp = ${sum('xp')} where user_id = $1`, [userId]);
}
