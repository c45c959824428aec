// A client of Zero with one query per table, for Node and for a page. It imports nothing, because Zero is not among our packages:
// its module is handed in. The interfaces name what is used of it.

interface TableBuilder {
  columns(columns: Record<string, unknown>): { primaryKey(...names: string[]): unknown };
}

interface ColumnBuilder {
  optional(): unknown;
}

interface TableQuery {
  orderBy(column: string, direction: 'asc' | 'desc'): TableQuery;
  limit(count: number): TableQuery;
}

interface View {
  addListener(listener: (rows: readonly { id: string }[], result: 'unknown' | 'complete' | 'error') => void): () => void;
}

export interface ZeroModule {
  Zero: new (options: Record<string, unknown>) => { materialize(query: unknown): View; close(): Promise<void> };
  createSchema(parts: { tables: unknown[] }): unknown;
  createBuilder(schema: unknown): Record<string, TableQuery>;
  defineQueries(queries: Record<string, unknown>): Record<string, () => unknown>;
  defineQuery(query: () => unknown): unknown;
  table(name: string): TableBuilder;
  string(): ColumnBuilder;
  number(): ColumnBuilder;
  boolean(): ColumnBuilder;
  json(): ColumnBuilder;
}

export interface ZeroTable {
  name: string;
  columns: Record<string, 'string' | 'number' | 'boolean' | 'json'>;
}

export const NEWEST_ROWS = 3;

/** Opens a new client; `view` materializes the whole table or its newest rows. */
export function openZero(zero: ZeroModule, cacheUrl: string, tables: readonly ZeroTable[]) {
  const schema = zero.createSchema({
    tables: tables.map(({ name, columns }) => {
      const built = Object.entries(columns).map(([column, type]) => [
        column,
        column === 'id' ? zero[type]() : zero[type]().optional(),
      ]);
      return zero
        .table(name)
        .columns(Object.fromEntries(built) as Record<string, unknown>)
        .primaryKey('id');
    }),
  });
  const builder = zero.createBuilder(schema);
  const queries = zero.defineQueries(
    Object.fromEntries(
      tables.flatMap(({ name }) => [
        [`all_${name}`, zero.defineQuery(() => builder[name])],
        [`newest_${name}`, zero.defineQuery(() => builder[name]!.orderBy('created_at', 'desc').limit(NEWEST_ROWS))],
      ]),
    ),
  );
  const client = new zero.Zero({ cacheURL: cacheUrl, schema, userID: 'bench', kvStore: 'mem', logLevel: 'error' });
  return { client, view: (kind: 'all' | 'newest', table: string) => client.materialize(queries[`${kind}_${table}`]!()) };
}

/** From the new client until every table's query is complete. */
export async function firstSyncOfZero(zero: ZeroModule, cacheUrl: string, tables: readonly ZeroTable[]) {
  const startedMs = performance.now();
  const { client, view } = openZero(zero, cacheUrl, tables);
  const counts = await Promise.all(
    tables.map(
      ({ name }) =>
        new Promise<number>((resolve, reject) => {
          view('all', name).addListener((rows, result) => {
            if (result === 'complete') resolve(rows.length);
            if (result === 'error') reject(new Error(`Zero refused the query of ${name}`));
          });
        }),
    ),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  await client.close();
  return { seconds, rows: counts.reduce((sum, count) => sum + count, 0) };
}

/** Calls `seen` with each row that becomes one of a table's newest, and resolves when the first ones are there. */
export async function watchZero(
  zero: ZeroModule,
  cacheUrl: string,
  tables: readonly ZeroTable[],
  table: string,
  seen: (id: string, atMs: number) => void,
): Promise<void> {
  const { view } = openZero(zero, cacheUrl, tables);
  const known = new Set<string>();
  await new Promise<void>((resolve, reject) => {
    view('newest', table).addListener((rows, result) => {
      const atMs = performance.timeOrigin + performance.now();
      for (const { id } of rows) {
        if (!known.has(id)) seen(id, atMs);
        known.add(id);
      }
      if (result === 'complete') resolve();
      if (result === 'error') reject(new Error(`Zero refused the query of ${table}`));
    });
  });
}
