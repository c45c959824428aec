// Installs content that the app ships, in any table. Ids are functions of keys (`contentId`), so every server and every replica
// has the same rows. Invariant: only differing rows are written, so a start without new content changes nothing in the feed.
import { sql, type Insertable, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import type { Database } from './database.ts';

export interface ContentSet<Name extends keyof Database> {
  table: Name;
  /** All rows have the same columns. `id` is `contentId` of the set's kind and a key that never changes. */
  rows: readonly (Shipped<Omit<Insertable<Database[Name]>, Stamp>> & { id: string })[];
  /** Column values that distinguish shipped rows from people's rows and, where a column says so, from retired rows. */
  shipped: Partial<Selectable<Database[Name]>>;
  /** Columns set on a row that is no longer shipped. It is never deleted, because people's history may refer to it. */
  retired: Partial<Selectable<Database[Name]>>;
  /** The timestamp columns that the table has. */
  stamps: readonly Stamp[];
  /**
   * The column that has the time of an admin's last change. Such a row is neither changed nor retired; a row that
   * an admin made has a time there too.
   */
  edited?: keyof Database[Name] & string;
}
type Stamp = 'created_at' | 'updated_at';
/** Rows are written as JSON: a jsonb column takes the value itself, not a statement's fragment. */
type Shipped<Row> = {
  [Column in keyof Row]: [Extract<Row[Column], RawBuilder<unknown>>] extends [never] ? Row[Column] : unknown;
};

/** A set without its table's types. */
export interface AnyContentSet {
  table: string;
  rows: readonly (Record<string, unknown> & { id: string })[];
  shipped: Record<string, unknown>;
  retired: Record<string, unknown>;
  stamps: readonly Stamp[];
  edited?: string;
}

/** Checks the columns against the table. A retired row that is shipped again must get back the values that retiring changed. */
export function contentSet<Name extends keyof Database>(set: ContentSet<Name>): AnyContentSet {
  const any = set as unknown as AnyContentSet;
  const columns = new Set(any.rows.flatMap((row) => Object.keys(row)));
  const lost = Object.keys(any.retired).find((column) => any.rows.length > 0 && !columns.has(column));
  if (lost !== undefined) throw new Error(`${any.table}: retiring sets ${lost}, which no shipped row sets back`);
  return any;
}

/**
 * Call it in a transaction of its own: a lock keeps two servers from writing the same rows, and is held until the transaction
 * ends.
 */
export async function installSet(
  db: Kysely<Database>,
  { table, rows, shipped, retired, stamps, edited }: AnyContentSet,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('cadence.content'))`.execute(db);
  const columns = Object.keys(rows[0] ?? {});
  const content = columns.filter((column) => column !== 'id');
  const name = sql.table(table);
  const isUnedited = (of: string) => (edited === undefined ? sql`true` : sql`${sql.ref(`${of}.${edited}`)} is null`);
  if (columns.length > 0) {
    // The table's own types parse the rows; both sides are compared as JSON, which also works for `json` columns. Whether a row is
    // edited is asked again of the row as it is locked: an admin may have changed it since the statement began.
    await sql`
      insert into ${name} (${refs([...columns, ...stamps])})
      select ${refs(columns, 'wanted')}${sql.raw(', now()'.repeat(stamps.length))}
      from jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::text::jsonb) as wanted
      left join ${name} as stored on stored.id = wanted.id
      where stored.id is null
         or (${isUnedited('stored')}
             and jsonb_build_array(${refs(content, 'stored')}) is distinct from jsonb_build_array(${refs(content, 'wanted')}))
      on conflict (id) do update
      set ${assignments([...content, ...stamps.filter((stamp) => stamp === 'updated_at')], (column) => sql.ref(`excluded.${column}`))}
      where ${isUnedited(table)}
    `.execute(db);
  }
  const retiring = { ...retired, ...(stamps.includes('updated_at') && { updated_at: sql`now()` }) };
  await sql`
    update ${name}
    set ${assignments(Object.keys(retiring), (column) => valueOf(retiring, column))}
    where ${conditions(shipped, sql`is not distinct from`, sql` and `)}
      and ${isUnedited(table)}
      and (${conditions(retired, sql`is distinct from`, sql` or `)})
      and id not in (select jsonb_array_elements_text(${JSON.stringify(rows.map(({ id }) => id))}::text::jsonb)::uuid)
  `.execute(db);
}

const refs = (columns: readonly string[], of?: string): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(of === undefined ? column : `${of}.${column}`)));

const assignments = (columns: readonly string[], value: (column: string) => RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql`${sql.ref(column)} = ${value(column)}`));

const valueOf = (values: Record<string, unknown>, column: string): RawBuilder<unknown> => sql`${values[column]}`;

const conditions = (
  values: Record<string, unknown>,
  is: RawBuilder<unknown>,
  between: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  Object.keys(values).length === 0
    ? sql`true`
    : sql.join(
        Object.keys(values).map((column) => sql`${sql.ref(column)} ${is} ${valueOf(values, column)}`),
        between,
      );
