// One transaction on one connection, with Kysely on top: the environment in which commands run on the server.
import { sessionKysely, type RunStatement } from '#schema/session.ts';
import type { CommandDb } from '#schema/command/define.ts';
import { faultOf, fromStatement } from './faults.ts';
import { isUnanswered, type Pool, type PoolClient } from './pool.ts';

export interface Session {
  db: CommandDb;
  /** For statements that Kysely does not offer: savepoints, locks, notifications. */
  client: PoolClient;
}

/** Runs `work` between BEGIN and COMMIT; any error rolls back and is rethrown. */
export async function withSession<T>(pool: Pool, work: (session: Session) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin').catch(fromStatement);
    const result = await work({ db: clientKysely(client), client });
    await client.query('commit').catch(fromStatement);
    return result;
  } catch (error) {
    // After a statement without an answer a rollback would time out too; Postgres rolls back when the connection closes.
    const cause = causeOf(error);
    if (isUnanswered(cause)) broken = cause;
    else await client.query('rollback').catch((lost: Error) => (broken = lost));
    // A migration invalidates a connection's prepared statements, and each of them then fails. The next attempt gets a new
    // connection.
    if (faultOf(cause).kind === 'unexplained') broken ??= cause;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The error of the statement, when a wrapping error carries it as its cause. */
const causeOf = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? error.cause : error;
};

/** Kysely on a connection whose transaction the caller manages. */
export const clientKysely = (client: PoolClient): CommandDb => sessionKysely(runOn(client));

const runOn =
  (client: PoolClient): RunStatement =>
  async (sql, parameters) => {
    const name = statementName(sql);
    const statement = { text: sql, values: [...parameters], ...(name !== undefined && { name }) };
    const { rows, rowCount } = await client.query(statement).catch(fromStatement);
    return rowCount === null ? { rows } : { rows, affectedRows: rowCount };
  };

/**
 * A connection keeps every named statement until it closes, and multi-row inserts have a different text for each number of
 * rows.
 */
const NAMED_AT_MOST = 400;
const NAMED_CHARACTERS_AT_MOST = 4_000;
const nameBySql = new Map<string, string>();

/** Named statements are parsed and planned once per connection; commands send the same few hundred texts. */
function statementName(sql: string): string | undefined {
  const known = nameBySql.get(sql);
  if (known !== undefined || nameBySql.size >= NAMED_AT_MOST || sql.length > NAMED_CHARACTERS_AT_MOST) return known;
  const name = `command-${nameBySql.size + 1}`;
  nameBySql.set(sql, name);
  return name;
}
