// Distributes the connections to Postgres among the parts of a server. Two servers with the default fit the default
// max_connections of 100, of which Postgres reserves three for superusers.

export const DEFAULT_CONNECTIONS = 40;
/** With fewer connections a part would get none. */
export const MIN_CONNECTIONS = 8;
/** pg-boss opens its own connections. */
export const JOB_CONNECTIONS = 2;

export interface ConnectionPlan {
  /** For commands, sign-in and files; one of them runs LISTEN for the feed. */
  requests: number;
  feed: number;
  /** For first syncs, each of which reads from one connection until its client has taken everything. */
  copies: number;
  /** For work that no request waits for, without a time limit. */
  background: number;
}

export function planConnections(total: number): ConnectionPlan {
  const rest = total - JOB_CONNECTIONS;
  const background = Math.min(4, Math.max(1, Math.floor(rest / 8)));
  const copies = Math.min(3, Math.max(1, Math.floor(rest / 12)));
  const feed = Math.floor((rest - background - copies) * 0.4);
  return { requests: rest - background - copies - feed, feed, copies, background };
}
