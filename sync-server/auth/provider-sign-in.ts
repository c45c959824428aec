// What an identity at another service means here. Invariants: a linked account is found by issuer and subject, never by its address; an
// address links an account only if the provider has verified it; an identity belongs to one person.
import type { PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import { storableText } from '#schema/storable.ts';
import type { SignUp } from '../env.ts';
import { admit, admitKnown, type Admitted } from './admit.ts';
import type { Identity } from './oidc.ts';
import type { Seal } from './sealed.ts';
import { normalEmail } from './sign-in-asks.ts';

export interface IdentityDeps {
  seal: Seal;
  now: Date;
  signUp: SignUp;
}

export async function linkedUser(client: Pick<PoolClient, 'query'>, { issuer, subject }: Identity): Promise<UserId | null> {
  const { rows } = await client.query<{ user_id: UserId }>(
    'select user_id from accounts where provider = $1 and provider_account_id = $2',
    [issuer, subject],
  );
  return rows[0]?.user_id ?? null;
}

/** Whose account the identity opens, for the question before signing in. Null: nobody's yet, and no verified address to make one. */
export async function accountOf(client: Pick<PoolClient, 'query'>, identity: Identity): Promise<string | null> {
  const linked = await linkedUser(client, identity);
  if (linked === null) return identity.email === null ? null : normalEmail(identity.email);
  const { rows } = await client.query<{ email: string }>('select email from users where id = $1', [linked]);
  return rows[0]?.email ?? null;
}

export type IdentityUse = Admitted | { kind: 'unverified' };

export async function signInBy(
  client: PoolClient,
  identity: Identity,
  { seal, now, signUp }: IdentityDeps,
): Promise<IdentityUse> {
  const linked = await linkedUser(client, identity);
  if (linked !== null) {
    await keepTokens(client, linked, identity, { seal, now });
    return admitKnown(client, now, linked, signUp);
  }
  if (identity.email === null) return { kind: 'unverified' };
  const name = identity.name === null ? null : storableText(identity.name);
  const admitted = await admit(client, now, { email: normalEmail(identity.email), name }, signUp);
  if (admitted.kind === 'gone') return admitted;
  const userId = admitted.kind === 'signed-in' ? admitted.user.id : admitted.userId;
  await link(client, userId, identity, { seal, now });
  return admitted;
}

/** False: the identity belongs to somebody else. */
export async function link(
  client: PoolClient,
  userId: UserId,
  identity: Identity,
  { seal, now }: Pick<IdentityDeps, 'seal' | 'now'>,
): Promise<boolean> {
  const { issuer, subject, label } = identity;
  const type = identity.tokens.id === null ? 'oauth' : 'oidc';
  await client.query(
    `insert into accounts (id, user_id, type, provider, provider_account_id, label, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (provider, provider_account_id) do nothing`,
    [newId(), userId, type, issuer, subject, label === null ? null : storableText(label), now],
  );
  return keepTokens(client, userId, identity, { seal, now });
}

/** What a stored token is sealed for. */
export const tokenPurpose = (kind: string, subject: string, issuer: string): string => `${kind} token of ${subject} at ${issuer}`;

async function keepTokens(
  client: PoolClient,
  userId: UserId,
  { issuer, subject, tokens }: Identity,
  { seal, now }: Pick<IdentityDeps, 'seal' | 'now'>,
): Promise<boolean> {
  const sealed = (token: string | null, kind: string) =>
    token === null ? null : seal.close(token, tokenPurpose(kind, subject, issuer));
  const { rowCount } = await client.query(
    `update accounts set access_token = $4, refresh_token = coalesce($5, refresh_token), id_token = $6, token_type = $7, scope = $8,
                         expires_at = $9, updated_at = $10
      where provider = $1 and provider_account_id = $2 and user_id = $3`,
    [
      issuer,
      subject,
      userId,
      sealed(tokens.access, 'access'),
      sealed(tokens.refresh, 'refresh'),
      sealed(tokens.id, 'id'),
      tokens.type,
      tokens.scope,
      tokens.expiresInS === null ? null : new Date(now.getTime() + tokens.expiresInS * 1000),
      now,
    ],
  );
  return rowCount !== 0;
}
