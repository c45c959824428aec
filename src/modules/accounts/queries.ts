// The person's ways in as the replica knows them. Keys and tokens never leave the server.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const passkeys = () =>
  replicaDb
    .selectFrom('authenticators')
    .select(['id', 'name', 'credential_backed_up', 'created_at', 'last_used_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(50);

export type PasskeyRow = RowOf<typeof passkeys>;
