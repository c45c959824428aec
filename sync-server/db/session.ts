// One transaction on one connection, with Kysely over it: what commands run in on the server.
import { sessionKysely, type RunStatement } from '#schema/session.ts';
import type { CommandDb } from '#schema/commands/define.ts';
import { isUnanswered, type Pool, type PoolClient } from './pool.ts';

export interface Session {
  db: CommandDb;
  /** For what Kysely does not say: savepoints, locks, notifications. */
  client: PoolClient;
}

/** Runs `work` between BEGIN and COMMIT; any throw rolls back and is thrown on. */
export async function withSession<T>(pool: Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work({ db: clientKysely(client), client });
    await client.query('commit');
    return result;
  } catch (error) {
    // Behind a statement without an answer a rollback would wait as long again; Postgres does it when the connection is gone.
    if (error instanceof Error && isUnanswered(error)) broken = error;
    else await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Kysely over a connection whose transaction the caller owns. */
export const clientKysely = (client: PoolClient): CommandDb => sessionKysely(runOn(client));

const runOn =
  (client: PoolClient): RunStatement =>
  async (sql, parameters) => {
    const name = statementName(sql);
    const { rows, rowCount } = await client.query({ text: sql, values: [...parameters], ...(name !== undefined && { name }) });
    return rowCount === null ? { rows } : { rows, affectedRows: rowCount };
  };

/** A connection keeps each named statement for good; inserts of many rows make a text for each number of rows. */
const NAMED_AT_MOST = 400;
const NAMED_CHARACTERS_AT_MOST = 4_000;
const nameBySql = new Map<string, string>();

/** Under a name Postgres parses and plans a statement once a connection; commands send the same few hundred. */
function statementName(sql: string): string | undefined {
  const known = nameBySql.get(sql);
  if (known !== undefined || nameBySql.size >= NAMED_AT_MOST || sql.length > NAMED_CHARACTERS_AT_MOST) return known;
  const name = `command-${nameBySql.size + 1}`;
  nameBySql.set(sql, name);
  return name;
}
