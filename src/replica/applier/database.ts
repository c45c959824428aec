// The part of PGlite that the replica uses, as an interface so that tests and simulations can observe it or inject failures.

export interface Session {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>;
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<unknown>;
}

export interface ReplicaDatabase extends Session {
  transaction<T>(run: (session: Session) => Promise<T>): Promise<T>;
}
