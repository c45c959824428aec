// The person's ways in and sessions as the replica knows them. Keys and tokens never leave the server.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const passkeys = () =>
  replicaDb
    .selectFrom('authenticators')
    .select(['id', 'name', 'credential_backed_up', 'created_at', 'last_used_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(50);

export type PasskeyRow = RowOf<typeof passkeys>;

/** One row for each token that is not superseded. A device may have two: the next token, which it has not used yet, is one too. */
export const ownSessions = () =>
  replicaDb
    .selectFrom('sessions')
    .select(['id', 'family_id', 'device_name', 'user_agent', 'ip_address', 'started_at', 'last_activity_at', 'expires_at'])
    .where('superseded_at', 'is', null)
    .orderBy('last_activity_at', 'desc')
    .orderBy('id');

export type SessionRow = RowOf<typeof ownSessions>;

export const linkedAccounts = () =>
  replicaDb
    .selectFrom('accounts')
    .select(['id', 'provider', 'label', 'created_at'])
    .where('type', 'in', ['oauth', 'oidc'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(50);

export type LinkedAccountRow = RowOf<typeof linkedAccounts>;

/** The version of the terms that the person has accepted. */
export const acceptedTerms = () => replicaDb.selectFrom('users').select(['id', 'tos_version']).orderBy('id').limit(1);

/** The address of the account, which another device may have changed since this one signed in. */
export const ownAddress = () => replicaDb.selectFrom('users').select(['id', 'email']).orderBy('id').limit(1);
