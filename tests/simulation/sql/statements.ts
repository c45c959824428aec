// SELECT, INSERT, UPDATE and DELETE on a model transaction, compiled once per text.
import { readExpression, typed, type Env, type Expression, type Source } from './expressions.ts';
import { compileLateral } from './lateral.ts';
import { keyText, type Store, type TableShape, type Transaction } from './store.ts';
import { Reader } from './tokens.ts';
import { sameStored, toRead, type Row, type Stored } from './values.ts';

export interface StatementResult {
  rows: Record<string, unknown>[];
  affected: number;
}

export type Statement = (transaction: Transaction, parameters: readonly unknown[]) => StatementResult;

/** An error of Postgres; the server's commands read its code. */
export class ModelDatabaseError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Output {
  name: string;
  expression: Expression;
}

const isTrue = (value: Stored): boolean => value === true;

export function compileStatement(store: Pick<Store, 'shape'>, sql: string): Statement {
  const lateral = compileLateral(sql, (inner) => compileStatement(store, inner));
  if (lateral) return lateral;
  const reader = new Reader(sql);
  const kind = reader.take().text;
  const compile = { select: compileSelect, insert: compileInsert, update: compileUpdate, delete: compileDelete }[kind];
  if (!compile) throw new Error(`the model cannot run: ${sql}`);
  const statement = compile(reader, store);
  reader.skip(';');
  if (reader.next.kind !== 'end') throw reader.unexpected('the end');
  return statement;
}

function readTable(reader: Reader, store: Pick<Store, 'shape'>): Source {
  const first = reader.name();
  const name = reader.skip('.') ? `${first}.${reader.name()}` : first;
  const shape = store.shape(name.startsWith('public.') ? name.slice('public.'.length) : name);
  const next = reader.next;
  const isAlias = reader.skip('as') || (next.kind === 'word' && !KEYWORDS.has(next.text) && next.text.length <= 2);
  return { alias: isAlias ? reader.name() : (name.split('.').at(-1) ?? name), shape };
}

const KEYWORDS = new Set(['on', 'set', 'where', 'order', 'group', 'inner', 'left', 'values', 'using', 'limit', 'or']);

function readOutputs(reader: Reader, sources: readonly Source[]): Output[] {
  return reader.list(() => {
    const last = reader.peek(1).text === '.' ? reader.peek(2).text : reader.next.text;
    const expression = readExpression(reader, sources);
    const name = reader.skip('as') ? reader.name() : last;
    return { name, expression };
  });
}

function outputRow(outputs: readonly Output[], env: Env): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { name, expression } of outputs) row[name] = toRead(expression.type ?? 'text', expression.run(env));
  return row;
}

const readWhere = (reader: Reader, sources: readonly Source[]): Expression | undefined =>
  reader.skip('where') ? readExpression(reader, sources) : undefined;

/** The parameter that the first condition compares with the key, if the WHERE begins that way and continues with AND. */
function keyParameter(reader: Reader, source: Source | undefined): number | undefined {
  const [column, ...more] = source?.shape.key ?? [];
  if (!source || column === undefined || more.length > 0 || !reader.is('where') || / or /i.test(reader.sql)) return undefined;
  const isQualified = reader.peek(2).text === '.' && reader.peek(1).text === source.alias;
  const at = isQualified ? 3 : 1;
  const [name, equals, parameter] = [reader.peek(at), reader.peek(at + 1), reader.peek(at + 2)];
  const isKey = name.text === column && equals.text === '=' && parameter.kind === 'parameter';
  return isKey ? Number(parameter.text) - 1 : undefined;
}

/** The row with that key, or all rows; the WHERE is evaluated for each in both cases. */
function candidates(
  transaction: Transaction,
  { name }: TableShape,
  key: number | undefined,
  parameters: readonly unknown[],
): Row[] {
  if (key === undefined) return transaction.scan(name);
  const row = transaction.get(name, String(parameters[key]));
  return row ? [row] : [];
}

// ---- SELECT

interface Join {
  isLeft: boolean;
  on: Expression;
}

function compileSelect(reader: Reader, store: Pick<Store, 'shape'>): Statement {
  const isDistinct = reader.skip('distinct');
  // The outputs refer to the tables, which come later in the text.
  const outputsAt = new Reader(reader.sql);
  for (const word of isDistinct ? ['select', 'distinct'] : ['select']) outputsAt.expect(word);
  skipTo(reader, 'from');
  reader.expect('from');
  const sources = [readTable(reader, store)];
  const joins: Join[] = [];
  while (reader.is('inner', 'join') || reader.is('left', 'join')) {
    const isLeft = reader.take().text === 'left';
    reader.expect('join');
    sources.push(readTable(reader, store));
    reader.expect('on');
    joins.push({ isLeft, on: readExpression(reader, sources) });
  }
  const key = keyParameter(reader, sources[0]);
  const where = readWhere(reader, sources);
  const groupBy = reader.skip('group', 'by') ? reader.list(() => readExpression(reader, sources)) : undefined;
  const having = reader.skip('having') ? readExpression(reader, sources) : undefined;
  const outputs = readOutputs(outputsAt, sources);
  const orderBy = reader.skip('order', 'by') ? reader.list(() => readOrder(reader, sources)) : [];
  const limit = reader.skip('limit') ? readExpression(reader, sources) : undefined;
  // The caller handles locks.
  if (reader.skip('for')) while (reader.next.kind === 'word') reader.take();
  const isGrouped = groupBy !== undefined || outputs.some(({ expression }) => expression.isAggregate);

  return (transaction, parameters) => {
    let found = joined(transaction, sources, joins, parameters, key);
    if (where) found = found.filter((rows) => isTrue(where.run({ rows, parameters })));
    let envs: Env[] = found.map((rows) => ({ rows, parameters }));
    if (isGrouped) envs = grouped(found, groupBy ?? [], parameters);
    if (having) envs = envs.filter((env) => isTrue(having.run(env)));
    if (orderBy.length > 0) envs.sort((a, b) => compareBy(orderBy, a, b));
    if (limit) envs = envs.slice(0, limit.run({ rows: [], parameters }) as number);
    const rows = envs.map((env) => outputRow(outputs, env));
    return { rows: isDistinct ? distinct(rows) : rows, affected: rows.length };
  };
}

function skipTo(reader: Reader, word: string): void {
  for (let depth = 0; depth > 0 || !reader.is(word);) {
    const token = reader.take();
    if (token.kind === 'end') throw reader.unexpected(word);
    if (token.kind === 'sign' && token.text === '(') depth += 1;
    if (token.kind === 'sign' && token.text === ')') depth -= 1;
  }
}

interface Order {
  expression: Expression;
  isDescending: boolean;
}

function readOrder(reader: Reader, sources: readonly Source[]): Order {
  const expression = readExpression(reader, sources);
  const isDescending = reader.skip('desc');
  if (!isDescending) reader.skip('asc');
  return { expression, isDescending };
}

function compareBy(orders: readonly Order[], a: Env, b: Env): number {
  for (const { expression, isDescending } of orders) {
    const [one, other] = [expression.run(a), expression.run(b)];
    if (sameStored(one, other)) continue;
    // Nulls last, as Postgres sorts them in ascending order.
    const isLess = one !== null && (other === null || (one as string) < (other as string));
    return isLess === isDescending ? 1 : -1;
  }
  return 0;
}

function joined(
  transaction: Transaction,
  sources: readonly Source[],
  joins: readonly Join[],
  parameters: readonly unknown[],
  key: number | undefined,
): (Row | null)[][] {
  const [first] = sources;
  if (!first) return [];
  let found: (Row | null)[][] = candidates(transaction, first.shape, key, parameters).map((row) => [row]);
  for (const [index, { isLeft, on }] of joins.entries()) {
    const table = sources[index + 1]?.shape.name ?? '';
    const partners = transaction.scan(table);
    found = found.flatMap((rows) => {
      const matches = partners.map((row) => [...rows, row]).filter((both) => isTrue(on.run({ rows: both, parameters })));
      return matches.length === 0 && isLeft ? [[...rows, null]] : matches;
    });
  }
  return found;
}

function grouped(found: (Row | null)[][], by: readonly Expression[], parameters: readonly unknown[]): Env[] {
  if (by.length === 0) return [{ rows: found[0] ?? [], parameters, group: found }];
  const groups = new Map<string, (Row | null)[][]>();
  for (const rows of found) {
    const key = JSON.stringify(by.map((one) => one.run({ rows, parameters })));
    const group = groups.get(key);
    if (group) group.push(rows);
    else groups.set(key, [rows]);
  }
  return [...groups.values()].map((group) => ({ rows: group[0] ?? [], parameters, group }));
}

function distinct(rows: Record<string, unknown>[]): Record<string, unknown>[] {
  const seen = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...seen.values()];
}

// ---- INSERT

interface Settings {
  column: string;
  expression: Expression;
}

function readSettings(reader: Reader, shape: TableShape, sources: readonly Source[]): Settings[] {
  return reader.list(() => {
    const column = reader.name();
    reader.expect('=');
    return { column, expression: typed(readExpression(reader, sources), shape.columns.get(column)?.type ?? null) };
  });
}

function changed(row: Row, settings: readonly Settings[], env: Env): Row {
  const next: Record<string, Stored> = { ...row };
  for (const { column, expression } of settings) next[column] = expression.run(env);
  return next;
}

type Conflict = { kind: 'fail' } | { kind: 'nothing' } | { kind: 'update'; settings: Settings[]; where: Expression | undefined };

function compileInsert(reader: Reader, store: Pick<Store, 'shape'>): Statement {
  reader.expect('into');
  const source = readTable(reader, store);
  const { shape } = source;
  reader.expect('(');
  const columns = reader.list(() => reader.name());
  reader.expect(')', 'values');
  const tuples = reader.list(() => {
    reader.expect('(');
    let at = 0;
    const values = reader.list(() => typed(readExpression(reader, []), shape.columns.get(columns[at++] ?? '')?.type ?? null));
    reader.expect(')');
    return values;
  });
  const sources = [source, { alias: 'excluded', shape }];
  const conflict = readConflict(reader, shape, sources);
  const returning = reader.skip('returning') ? readOutputs(reader, sources) : undefined;

  return (transaction, parameters) => {
    const written: Row[] = [];
    for (const values of tuples) {
      const row = defaultRow(shape);
      for (const [index, column] of columns.entries()) row[column] = values[index]?.run({ rows: [], parameters }) ?? null;
      const after = insertRow(transaction, shape, row, conflict, parameters);
      if (after) written.push(after);
    }
    const rows = returning ? written.map((row) => outputRow(returning, { rows: [row, row], parameters })) : [];
    return { rows, affected: written.length };
  };
}

export function defaultRow(shape: TableShape): Record<string, Stored> {
  const row: Record<string, Stored> = {};
  for (const column of shape.columns.values()) row[column.name] = column.default;
  return row;
}

function readConflict(reader: Reader, shape: TableShape, sources: readonly Source[]): Conflict {
  if (!reader.skip('on', 'conflict')) return { kind: 'fail' };
  reader.expect('(');
  const target = reader.list(() => reader.name());
  reader.expect(')', 'do');
  if (target.join() !== shape.key.join()) throw new Error(`a conflict may only name the primary key: ${reader.sql}`);
  if (reader.skip('nothing')) return { kind: 'nothing' };
  reader.expect('update', 'set');
  const settings = readSettings(reader, shape, sources);
  return { kind: 'update', settings, where: readWhere(reader, sources) };
}

function insertRow(
  transaction: Transaction,
  shape: TableShape,
  row: Row,
  conflict: Conflict,
  parameters: readonly unknown[],
): Row | undefined {
  const existing = transaction.get(shape.name, keyText(shape, row));
  if (!existing) {
    transaction.put(shape.name, row);
    return row;
  }
  if (conflict.kind === 'nothing') return undefined;
  if (conflict.kind === 'fail') throw new ModelDatabaseError('23505', `duplicate key in ${shape.name}`);
  const env = { rows: [existing, row], parameters };
  if (conflict.where && !isTrue(conflict.where.run(env))) return undefined;
  const next = changed(existing, conflict.settings, env);
  transaction.put(shape.name, next);
  return next;
}

// ---- UPDATE, DELETE

function compileUpdate(reader: Reader, store: Pick<Store, 'shape'>): Statement {
  const source = readTable(reader, store);
  const sources = [source];
  reader.expect('set');
  const settings = readSettings(reader, source.shape, sources);
  const key = keyParameter(reader, source);
  const where = readWhere(reader, sources);
  const returning = reader.skip('returning') ? readOutputs(reader, sources) : undefined;
  return (transaction, parameters) => {
    const rows: Record<string, unknown>[] = [];
    let affected = 0;
    for (const row of candidates(transaction, source.shape, key, parameters)) {
      const env = { rows: [row], parameters };
      if (where && !isTrue(where.run(env))) continue;
      const next = changed(row, settings, env);
      transaction.put(source.shape.name, next);
      affected += 1;
      if (returning) rows.push(outputRow(returning, { rows: [next], parameters }));
    }
    return { rows, affected };
  };
}

function compileDelete(reader: Reader, store: Pick<Store, 'shape'>): Statement {
  reader.expect('from');
  const source = readTable(reader, store);
  const key = keyParameter(reader, source);
  const where = readWhere(reader, [source]);
  const returning = reader.skip('returning') ? readOutputs(reader, [source]) : undefined;
  return (transaction, parameters) => {
    const rows: Record<string, unknown>[] = [];
    let affected = 0;
    for (const row of candidates(transaction, source.shape, key, parameters)) {
      const env = { rows: [row], parameters };
      if (where && !isTrue(where.run(env))) continue;
      transaction.remove(source.shape.name, keyText(source.shape, row));
      affected += 1;
      if (returning) rows.push(outputRow(returning, env));
    }
    return { rows, affected };
  };
}
