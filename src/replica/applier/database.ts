// The part of PGlite that the replica uses, as an interface so that tests and simulations can observe it or inject failures.

export interface Session {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>;
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<unknown>;
}

/** Within a transaction. */
export interface WriteSession extends Session {
  /** Runs a `COPY … FROM STDIN` with whole rows in its text format. */
  copy(sql: string, text: Uint8Array): Promise<void>;
}

export interface ReplicaDatabase extends Session {
  transaction<T>(run: (session: WriteSession) => Promise<T>): Promise<T>;
}
