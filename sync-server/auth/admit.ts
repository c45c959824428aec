// The place where every way of signing in ends: the person who proved an address or holds a key becomes a user who may begin a
// session. Invariants: only a verified address creates an account, and nobody who waits for approval gets a session.
import type { PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import { makeFirstAdmin } from '../admin/first-admin.ts';
import type { SignUp } from '../env.ts';

export interface SignedInUser {
  id: UserId;
  email: string;
  name: string | null;
}

export type Admitted =
  | { kind: 'signed-in'; user: SignedInUser }
  /** There is no such account, and sign-up is closed. */
  | { kind: 'gone' }
  | { kind: 'awaiting-approval'; userId: UserId };

/** Signs in the owner of a verified address; at the first sign-in this creates the account. */
export async function admit(
  client: PoolClient,
  now: Date,
  { email, name = null }: { email: string; name?: string | null },
  signUp: SignUp,
): Promise<Admitted> {
  if (signUp !== 'closed') await createUser(client, now, { email, name }, signUp);
  return admitWhere(client, now, { condition: 'lower(email) = $3', value: email, verifies: true }, signUp);
}

/** Signs in a person whose account is known: a passkey, a linked account or a recovery code names it. */
export const admitKnown = (client: PoolClient, now: Date, userId: UserId, signUp: SignUp): Promise<Admitted> =>
  admitWhere(client, now, { condition: 'id = $3', value: userId, verifies: false }, signUp);

async function createUser(
  client: PoolClient,
  now: Date,
  { email, name }: { email: string; name: string | null },
  signUp: SignUp,
): Promise<void> {
  const id = newId() as UserId;
  const created = await client.query(
    `insert into users (id, email, name, email_verified, approved, last_activity_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $4, $4, $4) on conflict (lower(email)) do nothing`,
    [id, email, name, now, signUp === 'open'],
  );
  if (created.rowCount === 1) await makeFirstAdmin(client, now, id);
}

async function admitWhere(
  client: PoolClient,
  now: Date,
  { condition, value, verifies }: { condition: string; value: string; verifies: boolean },
  signUp: SignUp,
): Promise<Admitted> {
  const verified = verifies ? 'email_verified = coalesce(email_verified, $1), ' : '';
  const { rows } = await client.query<SignedInUser & { approved: boolean }>(
    `update users set ${verified}last_activity_at = $1, updated_at = $1, approved = approved or ($2 and refused_at is null)
      where ${condition} returning id, email, name, approved`,
    [now, signUp === 'open', value],
  );
  const [user] = rows;
  if (!user) return { kind: 'gone' };
  if (!user.approved) return { kind: 'awaiting-approval', userId: user.id };
  return { kind: 'signed-in', user: { id: user.id, email: user.email, name: user.name } };
}
