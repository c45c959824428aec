// Runs the conformance scenarios on the model database: one transaction per scenario, and all rows read as JSON.
import type { CommandDatabase } from '#tests/conformance/scenario.ts';
import { runSavepoint, runStatement } from './model-session.ts';
import { Store, type TableShape, type Transaction } from './store.ts';
import { toJson, type Row } from './values.ts';

export function modelConformanceDatabase(shapes: ReadonlyMap<string, TableShape>): CommandDatabase {
  const store = new Store(shapes);
  let transaction: Transaction = store.begin();
  return {
    run: async (sql, parameters) => {
      if (sql === 'BEGIN' || sql === 'ROLLBACK') {
        transaction = store.begin();
        return { rows: [] };
      }
      if (sql.includes('pg_class'))
        return { rows: [...shapes.keys()].filter((name) => !name.includes('.')).map((name) => ({ name })) };
      const table = /select to_jsonb\(t\)::text as row from public\."(\w+)"/.exec(sql)?.[1];
      if (table !== undefined) return { rows: transaction.scan(table).map((row) => ({ row: rowText(store.shape(table), row) })) };
      if (runSavepoint(transaction, sql)) return { rows: [] };
      const { rows, affected } = runStatement(transaction, sql, parameters);
      return { rows, affectedRows: affected };
    },
    close: () => Promise.resolve(),
  };
}

const rowText = (shape: TableShape, row: Row): string =>
  JSON.stringify(
    Object.fromEntries([...shape.columns.values()].map(({ name, type }) => [name, toJson(type, row[name] ?? null)])),
  );
