// The list of devices: one entry for each sign-in that is still valid.
import type { SessionRow } from './queries.ts';

export interface Device {
  /** The family of its session's tokens. */
  id: string;
  /** The person's own name for it, else what the browser says it is; null when it said nothing. */
  name: string | null;
  agent: string | null;
  /** The network address of the sign-in. */
  address: string | null;
  signedInAt: Date;
  lastUsedAt: Date;
  isThis: boolean;
  isHandheld: boolean;
}

/** This device first, then by last use. `thisDevice`: null while it is not known. */
export function rowsToDevices(rows: readonly SessionRow[], now: Date, thisDevice: string | null): Device[] {
  const byId = new Map<string, Device>();
  for (const row of rows) {
    if (row.expires_at <= now) continue;
    const known = byId.get(row.family_id);
    const lastUsedAt = known && known.lastUsedAt > row.last_activity_at ? known.lastUsedAt : row.last_activity_at;
    byId.set(row.family_id, {
      id: row.family_id,
      name: row.device_name ?? row.user_agent,
      agent: row.user_agent,
      address: row.ip_address,
      signedInAt: row.started_at,
      lastUsedAt,
      isThis: row.family_id === thisDevice,
      isHandheld: /iOS|iPhone|iPad|Android/.test(row.user_agent ?? ''),
    });
  }
  return [...byId.values()].sort(
    (a, b) => Number(b.isThis) - Number(a.isThis) || b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}
