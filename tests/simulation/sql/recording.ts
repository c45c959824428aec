// Records the statements of a model replica and their results, transaction by transaction. Commits that a crash or an older
// copy undid are removed together with their rows. A real PGlite can repeat the recording (replay.ts).

export interface RecordedStatement {
  /** The result of `exec` is not compared. `copy`: its parameter is the text. */
  kind: 'query' | 'exec' | 'copy';
  sql: string;
  parameters: readonly unknown[];
  /** The rows, or the error. */
  answer: { rows: readonly unknown[] } | { error: string };
}

export interface RecordedTransaction {
  statements: RecordedStatement[];
  /** The commit number of the rows afterwards. */
  commit: number;
}

export class Recording {
  transactions: RecordedTransaction[] = [];

  add(transaction: RecordedTransaction): void {
    this.transactions.push(transaction);
  }

  /** The rows were rolled back to this commit. */
  rollBackTo(commit: number): void {
    while ((this.transactions.at(-1)?.commit ?? 0) > commit) this.transactions.pop();
  }

  clear(): void {
    this.transactions = [];
  }
}
