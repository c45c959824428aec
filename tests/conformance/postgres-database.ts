// A real Postgres with the migrations, as on the server.
import { testDatabase } from '#tests/support/postgres.ts';
import type { CommandDatabase } from './scenario.ts';

export async function openPostgresDatabase(): Promise<CommandDatabase> {
  const database = await testDatabase();
  const client = await database.pool.connect();
  return {
    run: async (sql, parameters) => {
      const { rows, rowCount } = await client.query(sql, [...parameters]);
      return rowCount === null ? { rows } : { rows, affectedRows: rowCount };
    },
    async close() {
      client.release();
      await database.close();
    },
  };
}
