// What the signed-in person may do, as this device knows it.
import { heldQuery } from '#schema/access/held.ts';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

/** Every flag, with what an admin reads about it. */
export const adminFlags = () =>
  replicaDb
    .selectFrom('feature_flags')
    .select(['flag_name', 'enabled', 'share', 'role_name', 'description', 'edited_at'])
    .orderBy('flag_name')
    .orderBy('id');

export type AdminFlagRow = RowOf<typeof adminFlags>;

export const roleNames = () => replicaDb.selectFrom('roles').select(['id', 'name']).orderBy('name').orderBy('id');

/** `now` is an ISO instant: a role that ends before it does not count. */
export const held = (userId: string, now: string) => heldQuery(replicaDb, userId, now);
