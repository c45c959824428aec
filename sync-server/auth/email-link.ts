// Signing in by a link in a mail. A link's token works once, for 15 minutes, and the database holds only its hash. Other ways
// in (passkeys, OIDC) end in the same place: a user row and `sessions.begin`.
import type { Pool, PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import type { Clock } from '../http/context.ts';
import { hashToken, newToken } from './sessions.ts';

export const LINK_MINUTES = 15;

export interface SignedInUser {
  id: UserId;
  email: string;
  name: string | null;
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Stores a fresh token for the address and gives it back for the mail. */
export async function issueLinkToken(pool: Pool, clock: Clock, email: string): Promise<string> {
  const token = newToken();
  const now = clock.now();
  await pool.query('insert into verification_tokens (identifier, token, expires, created_at) values ($1, $2, $3, $4)', [
    email,
    hashToken(token),
    new Date(now.getTime() + LINK_MINUTES * 60_000),
    now,
  ]);
  return token;
}

/** Uses the token up and gives its user, made at the first sign-in. Null: expired, used or never issued. */
export async function redeemLinkToken(client: PoolClient, clock: Clock, token: string): Promise<SignedInUser | null> {
  const now = clock.now();
  const used = await client.query<{ identifier: string; expires: Date }>(
    'delete from verification_tokens where token = $1 returning identifier, expires',
    [hashToken(token)],
  );
  const link = used.rows[0];
  if (!link || link.expires <= now) return null;
  await client.query(
    `insert into users (id, email, email_verified, last_activity_at, created_at, updated_at)
     values ($1, $2, $3, $3, $3, $3) on conflict (lower(email)) do nothing`,
    [newId(), link.identifier, now],
  );
  const { rows } = await client.query<SignedInUser>(
    `update users set email_verified = coalesce(email_verified, $2), last_activity_at = $2, updated_at = $2
      where lower(email) = $1 returning id, email, name`,
    [link.identifier, now],
  );
  return rows[0] ?? null;
}
