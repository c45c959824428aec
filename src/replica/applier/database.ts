// The part of PGlite the replica uses, so that tests and simulations can watch or break it.

export interface Session {
  query(sql: string, params?: unknown[]): Promise<{ rows: unknown[]; affectedRows?: number }>;
  /** Several statements at once, without parameters. */
  exec(sql: string): Promise<unknown>;
}

export interface ReplicaDatabase extends Session {
  transaction<T>(run: (session: Session) => Promise<T>): Promise<T>;
}
