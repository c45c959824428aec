// The tables of an SQLite database that a person chose. The engine is an argument, because a browser and a server load it in
// different ways.
import { FileProblem } from './problem.ts';

type SqlValue = number | string | Uint8Array | null;

/** The part of sql.js that is used here. */
export interface SqliteEngine {
  Database: new (bytes: Uint8Array) => { exec(sql: string): { values: SqlValue[][] }[] };
}

export type DatabaseRow<Column extends string> = Record<Column, number | string | null>;

export class Database {
  readonly #sqlite: InstanceType<SqliteEngine['Database']>;

  constructor(bytes: Uint8Array, { Database: Sqlite }: SqliteEngine) {
    this.#sqlite = new Sqlite(bytes);
  }

  /** The columns of a table, in its order and in lower case; empty without such a table. Views are no tables: their query could run for ever. */
  columnsOf(table: string): string[] {
    return this.#read(
      `select lower(columns.name) from sqlite_master, pragma_table_info(sqlite_master.name) columns
       where sqlite_master.type = 'table' and sqlite_master.name = ${literal(table)} order by columns.cid`,
    ).map(([name]) => String(name));
  }

  /** All rows in the order in which they were written. Null for a column that the table does not have, and for bytes. */
  rows<const Column extends string>(table: string, columns: readonly Column[]): DatabaseRow<Column>[] {
    const known = this.columnsOf(table);
    if (known.length === 0) return [];
    const selected = columns.map((column) => (known.includes(column) ? identifier(column) : 'null'));
    return this.#read(`select ${selected.join(', ')} from ${identifier(table)} order by rowid`).map(
      (values) =>
        Object.fromEntries(
          columns.map((column, at) => {
            const value = values[at] ?? null;
            return [column, value instanceof Uint8Array ? null : value];
          }),
        ) as DatabaseRow<Column>,
    );
  }

  #read(sql: string): SqlValue[][] {
    try {
      return this.#sqlite.exec(sql)[0]?.values ?? [];
    } catch (cause) {
      throw new FileProblem('This SQLite database is damaged.', { cause });
    }
  }
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
