// Expressions of the model's SQL, compiled once into functions. Null behaves as in SQL where commands can observe it: a
// comparison with null is null, and null is not true.
import type { Reader } from './tokens.ts';
import type { TableShape } from './store.ts';
import { jsonbContains, sameStored, toStored, type Row, type Stored } from './values.ts';

/** The input of an expression: one row per table of the statement (null: no match in a left join), and the parameters. */
export interface Env {
  rows: readonly (Row | null)[];
  parameters: readonly unknown[];
  /** The rows of a group, if there is grouping. */
  group?: readonly (readonly (Row | null)[])[];
}

export interface Expression {
  /** Null when unknown (a parameter): then the type of the other operand is used. */
  type: string | null;
  parameter?: number;
  isAggregate?: boolean;
  run(env: Env): Stored;
}

export interface Source {
  alias: string;
  shape: TableShape;
}

type Sources = readonly Source[];

const constant = (type: string, value: Stored): Expression => ({ type, run: () => value });

/** Converts an expression to the type of its other operand. */
export function typed(expression: Expression, type: string | null): Expression {
  const { parameter } = expression;
  if (parameter === undefined) {
    if (type !== 'timestamptz' || expression.type === 'timestamptz') return expression;
    return { ...expression, type, run: (env) => toStored(type, expression.run(env)) };
  }
  if (type === null) return expression;
  return { type, run: ({ parameters }) => toStored(type, parameters[parameter]) };
}

export function readExpression(reader: Reader, sources: Sources): Expression {
  return readOr(reader, sources);
}

const isTrue = (value: Stored): boolean => value === true;

function readOr(reader: Reader, sources: Sources): Expression {
  let left = readAnd(reader, sources);
  while (reader.skip('or')) {
    const [a, b] = [left, readAnd(reader, sources)];
    left = { ...mixed(a, b), type: 'bool', run: (env) => isTrue(a.run(env)) || isTrue(b.run(env)) };
  }
  return left;
}

function readAnd(reader: Reader, sources: Sources): Expression {
  let left = readNot(reader, sources);
  while (reader.skip('and')) {
    const [a, b] = [left, readNot(reader, sources)];
    left = { ...mixed(a, b), type: 'bool', run: (env) => isTrue(a.run(env)) && isTrue(b.run(env)) };
  }
  return left;
}

function readNot(reader: Reader, sources: Sources): Expression {
  if (!reader.skip('not')) return readComparison(reader, sources);
  const inner = readNot(reader, sources);
  return { type: 'bool', run: (env) => not(inner.run(env)) };
}

const not = (value: Stored): Stored => (value === null ? null : value !== true);

const mixed = (...parts: Expression[]): Pick<Expression, 'isAggregate'> => ({
  isAggregate: parts.some((part) => part.isAggregate === true),
});

const comparisons: Record<string, (a: Stored, b: Stored) => boolean> = {
  '=': sameStored,
  '!=': (a, b) => !sameStored(a, b),
  '<>': (a, b) => !sameStored(a, b),
  '<': (a, b) => (a as string) < (b as string),
  '>': (a, b) => (a as string) > (b as string),
  '<=': (a, b) => (a as string) <= (b as string),
  '>=': (a, b) => (a as string) >= (b as string),
  '@>': jsonbContains,
};

function readComparison(reader: Reader, sources: Sources): Expression {
  if (reader.is('(') && isTuple(reader)) return readTupleComparison(reader, sources);
  const left = readSum(reader, sources);
  const compare = reader.next.kind === 'sign' ? comparisons[reader.next.text] : undefined;
  if (compare) {
    reader.take();
    if (reader.skip('any')) return readAny(reader, sources, left);
    const right = readSum(reader, sources);
    const [a, b] = [typed(left, right.type), typed(right, left.type)];
    return {
      ...mixed(a, b),
      type: 'bool',
      run: (env) => {
        const [one, other] = [a.run(env), b.run(env)];
        return one === null || other === null ? null : compare(one, other);
      },
    };
  }
  return readTest(reader, sources, left);
}

function readTest(reader: Reader, sources: Sources, left: Expression): Expression {
  const more = mixed(left);
  if (reader.skip('is', 'distinct', 'from')) {
    const right = readSum(reader, sources);
    const [a, b] = [typed(left, right.type), typed(right, left.type)];
    return { ...more, type: 'bool', run: (env) => !sameStored(a.run(env), b.run(env)) };
  }
  if (reader.skip('is')) {
    const isNot = reader.skip('not');
    const wanted = { null: null, true: true, false: false }[reader.take().text];
    if (wanted === undefined) throw reader.unexpected('null, true or false');
    return { ...more, type: 'bool', run: (env) => (left.run(env) === wanted) !== isNot };
  }
  const isNot = reader.is('not', 'in') && reader.skip('not');
  if (!reader.skip('in')) return left;
  reader.expect('(');
  const members = reader.list(() => typed(readSum(reader, sources), left.type));
  reader.expect(')');
  return {
    ...more,
    type: 'bool',
    run: (env) => {
      const value = left.run(env);
      return value === null ? null : members.some((member) => sameStored(member.run(env), value)) !== isNot;
    },
  };
}

function readAny(reader: Reader, sources: Sources, left: Expression): Expression {
  reader.expect('(');
  const list = readExpression(reader, sources);
  reader.expect(')');
  const { parameter } = list;
  return {
    type: 'bool',
    run: (env) => {
      const members = parameter === undefined ? list.run(env) : (env.parameters[parameter] as Stored);
      const value = left.run(env);
      return Array.isArray(members) && members.some((member) => sameStored(toStored(left.type ?? 'text', member), value));
    },
  };
}

/** `(a, b) > ($2, $3)` */
function isTuple(reader: Reader): boolean {
  for (let ahead = 1, depth = 0; ; ahead += 1) {
    const { kind, text } = reader.peek(ahead);
    if (kind === 'end') return false;
    if (kind !== 'sign') continue;
    if (text === '(') depth += 1;
    else if (text === ')' && depth === 0) return false;
    else if (text === ')') depth -= 1;
    else if (text === ',' && depth === 0) return true;
  }
}

function readTupleComparison(reader: Reader, sources: Sources): Expression {
  const readTuple = (): Expression[] => {
    reader.expect('(');
    const members = reader.list(() => readSum(reader, sources));
    reader.expect(')');
    return members;
  };
  const left = readTuple();
  reader.expect('>');
  const right = readTuple().map((member, index) => typed(member, left[index]?.type ?? null));
  return {
    type: 'bool',
    run: (env) => {
      for (const [index, one] of left.entries()) {
        const [a, b] = [one.run(env), right[index]?.run(env) ?? null];
        if (!sameStored(a, b)) return (a as string) > (b as string);
      }
      return false;
    },
  };
}

const sums: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

function readSum(reader: Reader, sources: Sources): Expression {
  let left = readPrimary(reader, sources);
  for (;;) {
    const { kind, text } = reader.next;
    const compute = kind === 'sign' ? sums[text] : undefined;
    if (!compute) return left;
    reader.take();
    const right = readPrimary(reader, sources);
    const type = left.type ?? right.type ?? 'int4';
    const [a, b] = [typed(left, type), typed(right, type)];
    left = {
      ...mixed(a, b),
      type,
      run: (env) => {
        const [one, other] = [a.run(env), b.run(env)];
        return one === null || other === null ? null : compute(one as number, other as number);
      },
    };
  }
}

function readPrimary(reader: Reader, sources: Sources): Expression {
  let expression = readValue(reader, sources);
  while (reader.skip('::')) {
    let type = reader.name();
    if (type === 'bigint') type = 'int8';
    if (reader.skip('[', ']')) type = `_${type}`;
    const inner = expression;
    if (inner.parameter !== undefined && type.startsWith('_')) continue;
    expression =
      inner.parameter === undefined ? { ...inner, type, run: (env) => toStored(type, inner.run(env)) } : typed(inner, type);
  }
  return expression;
}

function readValue(reader: Reader, sources: Sources): Expression {
  const { kind, text } = reader.next;
  if (kind === 'parameter') {
    reader.take();
    const parameter = Number(text) - 1;
    return { type: null, parameter, run: ({ parameters }) => untyped(parameters[parameter]) };
  }
  if (kind === 'number') return (reader.take(), constant('int4', Number(text)));
  if (kind === 'text') return (reader.take(), constant('text', text));
  if (reader.skip('(')) {
    const inner = readExpression(reader, sources);
    reader.expect(')');
    return inner;
  }
  if (reader.skip('-')) {
    const inner = readPrimary(reader, sources);
    return { ...inner, run: (env) => -(inner.run(env) as number) };
  }
  if (kind === 'word' && ['true', 'false', 'null'].includes(text)) {
    reader.take();
    return text === 'null' ? { type: null, run: () => null } : constant('bool', text === 'true');
  }
  if (kind === 'word' && reader.peek(1).text === '(') return readCall(reader, sources);
  return readColumn(reader, sources);
}

function untyped(value: unknown): Stored {
  if (value instanceof Date) return value.getTime();
  if (value === undefined) return null;
  return value as Stored;
}

function readColumn(reader: Reader, sources: Sources): Expression {
  const first = reader.name();
  const name = reader.skip('.') ? reader.name() : undefined;
  const column = name ?? first;
  const index = sources.findIndex(({ alias, shape }) =>
    name === undefined ? shape.columns.has(column) : alias === first && shape.columns.has(column),
  );
  const source = sources[index];
  if (!source) throw new Error(`the model knows no column ${[first, name].join('.')} in: ${reader.sql}`);
  return { type: source.shape.columns.get(column)?.type ?? null, run: ({ rows }) => rows[index]?.[column] ?? null };
}

function readCall(reader: Reader, sources: Sources): Expression {
  const name = reader.name();
  reader.expect('(');
  const isDistinct = reader.skip('distinct');
  const isStar = reader.skip('*');
  const inputs = isStar || reader.is(')') ? [] : reader.list(() => readExpression(reader, sources));
  reader.expect(')');
  const [input] = inputs;
  if (name in aggregates) {
    let filter: Expression | undefined;
    if (reader.skip('filter', '(', 'where')) {
      filter = readExpression(reader, sources);
      reader.expect(')');
    }
    return aggregate(name, input, filter, isDistinct);
  }
  if (name === 'coalesce') {
    const type = inputs.find((one) => one.type !== null)?.type ?? null;
    const all = inputs.map((one) => typed(one, type));
    return { ...mixed(...inputs), type, run: (env) => firstGiven(all, env) };
  }
  if (name === 'greatest' || name === 'least') {
    const type = inputs.find((one) => one.type !== null)?.type ?? null;
    const all = inputs.map((one) => typed(one, type));
    const best = name === 'greatest' ? comparisons['>'] : comparisons['<'];
    return {
      type,
      run: (env) => all.map((one) => one.run(env)).reduce((a, b) => (a === null || (b !== null && best?.(b, a)) ? b : a)),
    };
  }
  if (name === 'lower' && input) return { type: 'text', run: (env) => String(input.run(env)).toLowerCase() };
  throw new Error(`the model has no function ${name}: ${reader.sql}`);
}

function firstGiven(inputs: readonly Expression[], env: Env): Stored {
  for (const input of inputs) {
    const value = input.run(env);
    if (value !== null) return value;
  }
  return null;
}

const sum = (values: Stored[]): number | null =>
  values.length === 0 ? null : values.reduce<number>((total, value) => total + (value as number), 0);

const sumAsText = (values: Stored[]): string | null => {
  const total = sum(values);
  return total === null ? null : String(total);
};

const aggregates: Record<string, (values: Stored[]) => Stored> = {
  count: (values) => values.length,
  sum,
  max: (values) => values.reduce((a, b) => (a === null || (b as string) > (a as string) ? b : a), null),
  min: (values) => values.reduce((a, b) => (a === null || (b as string) < (a as string) ? b : a), null),
};

function aggregate(name: string, input: Expression | undefined, filter: Expression | undefined, isDistinct: boolean): Expression {
  // The sum of int8 is numeric, which both drivers read as text.
  const isNumeric = name === 'sum' && input?.type === 'int8';
  const compute = isNumeric ? sumAsText : aggregates[name];
  return {
    type: name === 'count' ? 'int8' : isNumeric ? 'numeric' : (input?.type ?? null),
    isAggregate: true,
    run: (env) => {
      const members = (env.group ?? []).map((rows) => ({ rows, parameters: env.parameters }));
      const counted = filter ? members.filter((member) => isTrue(filter.run(member))) : members;
      const values = input ? counted.map((member) => input.run(member)).filter((value) => value !== null) : counted.map(() => 1);
      return compute?.(isDistinct ? [...new Set(values)] : values) ?? (name === 'count' ? 0 : null);
    },
  };
}
