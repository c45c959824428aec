// A model transaction behind the session interface of commands and the applier: runs statements, compiled once per text, and
// the few commands that are not statements.
import type { Store, Transaction } from './store.ts';
import { compileStatement, type Statement, type StatementResult } from './statements.ts';

const compiled = new WeakMap<Store['shapes'], Map<string, Statement>>();

export function runStatement(transaction: Transaction, sql: string, parameters: readonly unknown[]): StatementResult {
  const { shapes } = transaction.store;
  let bySql = compiled.get(shapes);
  if (!bySql) compiled.set(shapes, (bySql = new Map()));
  let statement = bySql.get(sql);
  if (!statement) bySql.set(sql, (statement = compileStatement(transaction.store, sql)));
  return statement(transaction, parameters);
}

/** True when the text was a savepoint command. */
export function runSavepoint(transaction: Transaction, sql: string): boolean {
  for (const part of sql.split(';').map((text) => text.trim().toLowerCase())) {
    if (part.startsWith('savepoint ')) transaction.savepoint();
    else if (part.startsWith('rollback to savepoint ')) transaction.rollBackToSavepoint();
    else if (part.startsWith('release savepoint ')) transaction.release();
    else return false;
  }
  return true;
}
