// Kysely over one open database session of any Postgres: a pg client on the server, PGlite in the browser. The caller owns
// BEGIN, SAVEPOINT and COMMIT; this file compiles and runs statements and reports which tables they write.
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  TableNode,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type OperationNode,
  type QueryResult,
  type RootOperationNode,
} from 'kysely';
import type { Database } from './database.ts';

/** Runs one statement. `rows` are objects by column name, with values parsed by `parseByOid`. */
export type RunStatement = (sql: string, parameters: readonly unknown[]) => Promise<{ rows: unknown[]; affectedRows?: number }>;

/**
 * Parsers for both drivers, so that a command sees the same values on both sides: dates stay 'YYYY-MM-DD', int8 becomes a
 * number (all our int8 values are below 2^53), numeric stays text, timestamptz becomes a Date.
 */
export const parseByOid: Record<number, (text: string) => unknown> = {
  20: Number,
  1082: (text) => text,
  1184: parseInstant,
  1700: (text) => text,
};

/** Parses `2026-11-22 10:00:00.123456+00` at fixed positions, because every session here uses UTC. */
function parseInstant(text: string): Date {
  if (text[10] === ' ' && text.endsWith('+00')) return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}

export function sessionKysely(run: RunStatement, onWrite?: (table: string) => void): Kysely<Database> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
      const written = onWrite && writtenTable(compiled.query);
      const { rows, affectedRows } = await run(compiled.sql, compiled.parameters);
      if (written) onWrite(written);
      return affectedRows === undefined ? { rows: rows as R[] } : { rows: rows as R[], numAffectedRows: BigInt(affectedRows) };
    },
    async *streamQuery() {
      throw new Error('streaming is not available within a session');
    },
  };
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => sessionDriver(connection),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Never begins a transaction: the owner of the session does. */
function sessionDriver(connection: DatabaseConnection): Driver {
  const refuse = () => Promise.reject(new Error('a session is already inside its owner’s transaction'));
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: () => Promise.resolve(),
  };
}

function writtenTable(node: RootOperationNode): string | undefined {
  switch (node.kind) {
    case 'InsertQueryNode':
      return node.into?.table.identifier.name;
    case 'UpdateQueryNode':
      return node.table && nameOf(node.table);
    case 'DeleteQueryNode': {
      const [from] = node.from.froms;
      return from && nameOf(from);
    }
    case 'RawNode':
      throw new Error('a command writes through the query builder, so that its tables are known');
    default:
      return undefined;
  }
}

const nameOf = (node: OperationNode): string | undefined => (TableNode.is(node) ? node.table.identifier.name : undefined);
