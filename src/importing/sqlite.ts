// The SQLite engine in a worker: loaded with the first database that a person chooses.
import type { SqliteEngine } from '#schema/files/database.ts';
import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';

export async function loadSqlite(): Promise<SqliteEngine> {
  const { default: initSqlJs } = await import('sql.js');
  return initSqlJs({ locateFile: () => wasmUrl });
}
