// The flags, as the replica has them.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

export const flagRows = () =>
  replicaDb.selectFrom('feature_flags').select(['flag_name', 'enabled', 'share', 'role_name']).orderBy('flag_name').orderBy('id');

export type FlagRow = RowOf<typeof flagRows>;
