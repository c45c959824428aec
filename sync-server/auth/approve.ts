// Approves a pending account (SIGN_UP=approval).
import type { Pool } from 'pg';
import { normalEmail } from './sign-in-asks.ts';

/** `known`: the account was approved before. `unknown`: nobody has signed in with this address yet. */
export async function approve(db: Pick<Pool, 'query'>, email: string): Promise<'approved' | 'known' | 'unknown'> {
  const address = normalEmail(email);
  const updated = await db.query(
    'update users set approved = true, updated_at = now() where lower(email) = $1 and not approved',
    [address],
  );
  if (updated.rowCount !== 0) return 'approved';
  const { rowCount } = await db.query('select from users where lower(email) = $1', [address]);
  return rowCount === 0 ? 'unknown' : 'known';
}
