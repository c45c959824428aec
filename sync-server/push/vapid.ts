// The key pair that identifies this server to push services (VAPID, RFC 8292). Invariant: all servers of one database share the
// pair. A new pair would invalidate every subscription, so the pair is created once and never replaced.
import webPush from 'web-push';
import type { Pool } from '../db/pool.ts';
import type { Clock } from '../http/context.ts';

export interface VapidKeys {
  /** An uncompressed P-256 point in base64url, as browsers expect it in `applicationServerKey`. */
  publicKey: string;
  privateKey: string;
}

export async function openVapidKeys(pool: Pool, clock: Clock): Promise<VapidKeys> {
  const stored = await storedKeys(pool);
  if (stored) return stored;
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  await pool.query(
    'insert into ops.vapid_keys (public_key, private_key, created_at) values ($1, $2, $3) on conflict (is_only) do nothing',
    [publicKey, privateKey, clock.now()],
  );
  // Of two servers that start together, the first one's pair is stored.
  const kept = await storedKeys(pool);
  if (!kept) throw new Error('the VAPID keys were not stored');
  return kept;
}

async function storedKeys(pool: Pool): Promise<VapidKeys | undefined> {
  const { rows } = await pool.query<VapidKeys>(
    'select public_key as "publicKey", private_key as "privateKey" from ops.vapid_keys',
  );
  return rows[0];
}
