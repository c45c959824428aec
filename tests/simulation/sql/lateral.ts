// One additional form of SELECT: a subquery per constant (`from (values …) as t (c) cross join lateral (…) x`). It runs as one
// SELECT per constant, with the constant's text in place of its name.
import type { Statement } from './statements.ts';

const LATERAL =
  /^\s*select (.+?)\s+from \(values (.+?)\) as (\w+) \((\w+)\)\s+cross join lateral \((.+)\) (\w+)(?:\s+order by ([^()]+?))?\s*$/s;

/** As the query builder generates it: the form above in parentheses. */
const WRAPPED = /^\s*select \* from \(\s*(select .+)\) as "found"( order by [^()]+)?\s*$/s;

/** Undefined for a text of another form. `compile`: compiles the text in the parentheses. */
export function compileLateral(sql: string, compile: (sql: string) => Statement): Statement | undefined {
  const found = LATERAL.exec(sql.replace(WRAPPED, (_sql, inner: string, order = '') => `${inner}${order.replaceAll('"', '')}`));
  if (!found) return undefined;
  const [, outputs = '', values = '', constants = '', column = '', inner = '', alias = '', order = ''] = found;
  const columnsIn = (text: string): string[] => text.split(',').flatMap((one) => one.trim().replace(`${alias}.`, '') || []);
  const statements = values.split(',').map((value) => {
    const constant = value.trim().replace(/^\((.*)\)$/s, '$1');
    return compile(inner.trim().replaceAll(`${constants}.${column}`, constant));
  });
  const [names, orderBy] = [columnsIn(outputs), columnsIn(order)];
  return (transaction, parameters) => {
    const rows = statements.flatMap((statement) => statement(transaction, parameters).rows);
    const sorted = rows.toSorted((a, b) => compareBy(orderBy, a, b));
    const chosen = names.includes('*') ? sorted : sorted.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
    return { rows: chosen, affected: chosen.length };
  };
}

function compareBy(columns: readonly string[], a: Record<string, unknown>, b: Record<string, unknown>): number {
  for (const column of columns) {
    const [one, other] = [a[column], b[column]].map((value) => (value instanceof Date ? value.getTime() : value)) as [
      string,
      string,
    ];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
