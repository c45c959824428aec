// The queries of a module as its screens ask them, for the bench: `src/modules/<domain>/samples.ts` exports them as `samples`.
import type { TableName } from '#schema/tables.ts';
import type { ReplicaQuery } from '#src/replica/api.ts';

/** What samples are made for: a replica with years of rows, some of which they name. */
export interface SampleData {
  /** The person's newest day, 'YYYY-MM-DD'. */
  lastDay: string;
  /** The id of some row of a table. */
  oneOf(table: TableName): Promise<string>;
  /** The values of a column that most rows of the table have, most frequent first. */
  mostUsed(table: TableName, column: string, count: number): Promise<string[]>;
}

/**
 * By screen, then by the name of the query; what comes after a comma in a name tells two calls of one query apart. `Files` holds
 * what is asked once for a file and has no budget.
 */
export type Samples = (data: SampleData) => Promise<Readonly<Record<string, Readonly<Record<string, ReplicaQuery<unknown>>>>>>;
