// A PGlite set up as the replica: the server's migrations, then the changes of schema/replica.ts.
import { PGlite } from '@electric-sql/pglite';
import { replicaDdl, restoreBeforeImagesSql } from '#schema/replica.ts';
import { parseByOid } from '#schema/session.ts';
import { readMigrations } from '#server/db/migrations.ts';
import type { CommandDatabase } from './scenario.ts';

export async function openPgliteDatabase(): Promise<CommandDatabase> {
  const pg = new PGlite({ parsers: parseByOid });
  for (const migration of await readMigrations()) await pg.exec(migration.sql);
  for (const statement of replicaDdl()) await pg.exec(statement);
  return {
    run: async (sql, parameters) => {
      const { rows, affectedRows } = await pg.query(sql, [...parameters]);
      return affectedRows === undefined ? { rows } : { rows, affectedRows };
    },
    optimistic: {
      begin: () => pg.exec(`set local replica.mode = 'optimistic'`),
      async undo() {
        await pg.exec(`set local replica.mode = ''`);
        for (const statement of restoreBeforeImagesSql()) await pg.exec(statement);
      },
    },
    close: () => pg.close(),
  };
}
