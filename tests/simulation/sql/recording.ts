// What a model replica was asked and what it answered, transaction by transaction, as far as it still counts: commits that a crash
// or an older copy took back are forgotten with their rows. A real PGlite can be asked the same (replay.ts).

export interface RecordedStatement {
  /** `exec` answers nothing that counts. */
  kind: 'query' | 'exec';
  sql: string;
  parameters: readonly unknown[];
  /** Rows, or that it was refused. */
  answer: { rows: readonly unknown[] } | { error: string };
}

export interface RecordedTransaction {
  statements: RecordedStatement[];
  /** Which commit the rows were at afterwards. */
  commit: number;
}

export class Recording {
  transactions: RecordedTransaction[] = [];

  add(transaction: RecordedTransaction): void {
    this.transactions.push(transaction);
  }

  /** The rows went back to this commit. */
  rollBackTo(commit: number): void {
    while ((this.transactions.at(-1)?.commit ?? 0) > commit) this.transactions.pop();
  }

  clear(): void {
    this.transactions = [];
  }
}
