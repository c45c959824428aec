// Kysely without a database: modules on the page build queries with it, and the replica worker runs them. Made of Kysely's parts
// instead of its class, which would load the builders of schemas and the drivers of a database with each page.
import {
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresQueryCompiler,
  QueryCreator,
  type QueryExecutorProvider,
} from 'kysely';
import type { Database } from '#schema/database.ts';

/** A row of a query, given the function that makes the query. */
export type RowOf<Query extends (...args: never[]) => { execute(): Promise<unknown[]> }> = Awaited<
  ReturnType<ReturnType<Query>['execute']>
>[number];

const executor = new DefaultQueryExecutor(
  new PostgresQueryCompiler(),
  new PostgresAdapter(),
  new DefaultConnectionProvider(new DummyDriver()),
);

export const replicaDb = new QueryCreator<Database>({ executor });

/** What a query written with `sql` is compiled with. */
export const replicaCompiler: QueryExecutorProvider = { getExecutor: () => executor };
