// Compares the model with PGlite: repeats the statements of a seed's model replicas on a PGlite; all results, and all rows at
// the end, must be equal.
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { replicaColumnsSql } from '#schema/replica.ts';
import { tables } from '#schema/tables.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import type { RecordedStatement, Recording } from './sql/recording.ts';
import { rowToJson } from './sql/row-json.ts';
import type { Store } from './sql/store.ts';
import { canonicalJson } from './sql/values.ts';

export interface Replayed {
  statements: number;
  /** The first difference. */
  difference: string | null;
}

const OWN_TABLES = ['replica.before', 'replica.meta', 'replica.derived'];
const synced = tables.filter(({ scope }) => scope.kind !== 'server').map(({ name }) => name);

let shared: Promise<PGlite> | undefined;

export async function replayOnPglite(recording: Recording, store: Store): Promise<Replayed> {
  const pg = await (shared ??= replicaPglite());
  await emptied(pg);
  let statements = 0;
  for (const transaction of recording.transactions) {
    statements += transaction.statements.length;
    const difference = await pg.transaction((session) => replayAll(session, transaction.statements));
    if (difference !== null) return { statements, difference };
  }
  return { statements, difference: await firstDifferentTable(pg, store) };
}

async function emptied(pg: PGlite): Promise<void> {
  await pg.exec(`
    set session_replication_role = replica;
    truncate ${[...synced.map(quoted), ...OWN_TABLES].join(', ')} cascade;
    drop table if exists replica.staging;
    set session_replication_role = origin;`);
}

async function replayAll(session: Transaction, statements: readonly RecordedStatement[]): Promise<string | null> {
  for (const { kind, sql, parameters, answer } of statements) {
    if (kind === 'exec') {
      await session.exec(sql);
      continue;
    }
    if (kind === 'copy') {
      const [text] = parameters as [Uint8Array<ArrayBuffer>];
      const isTaken = await session.query(sql.replace('from stdin', `from '/dev/blob'`), [], { blob: new Blob([text]) }).then(
        () => true,
        () => false,
      );
      if (isTaken === 'error' in answer) return `${sql}: PGlite and the model do not agree whether it fails`;
      continue;
    }
    // A failing statement is rolled back to its command's savepoint, which is the next statement here too.
    const given = await session.query(sql, [...parameters]).catch(() => null);
    if (given === null || 'error' in answer) {
      if (given === null && 'error' in answer) continue;
      return `${sql} ${JSON.stringify(parameters)}: ${given === null ? 'PGlite' : 'the model'} refuses it`;
    }
    // The model reports only its own tables.
    if (sql === replicaColumnsSql()) continue;
    const [expected, found] = [answer.rows, given.rows].map((rows) => comparable(rows, sql));
    if (expected !== found) return `${sql} ${JSON.stringify(parameters)}: the model says ${expected}, PGlite ${found}`;
  }
  return null;
}

/** Rows without a requested order are compared in any order. */
function comparable(rows: readonly unknown[], sql: string): string {
  const texts = rows.map((row) => canonicalJson(JSON.parse(JSON.stringify(row))));
  return (/order by/i.test(sql) ? texts : texts.sort()).join(' ');
}

async function firstDifferentTable(pg: PGlite, store: Store): Promise<string | null> {
  for (const name of [...synced, ...OWN_TABLES]) {
    const shape = store.shape(name);
    const { rows } = await pg.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${quoted(name)} t`);
    const found = rows.map(({ row }) => canonicalJson(row)).sort();
    const expected = [...store.rows(name).values()].map((row) => canonicalJson(rowToJson(shape, row))).sort();
    if (found.join('\n') !== expected.join('\n')) {
      return `${name}: the model has ${expected.join(' ')}, PGlite ${found.join(' ')}`;
    }
  }
  return null;
}

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
