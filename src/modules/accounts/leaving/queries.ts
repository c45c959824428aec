// What the account page reads about leaving and activity.
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

/** When the account will be deleted, or null. */
export const deletionDue = (userId: string) =>
  replicaDb.selectFrom('users').select(['id', 'deletion_due_at']).where('id', '=', userId).orderBy('id').limit(1);

/** Newest first, whenever the device learned of it. */
export const activity = (limit: number) =>
  replicaDb
    .selectFrom('activity_events')
    .select(['id', 'event_type', 'xp_earned', 'coins_earned', 'created_at', 'happened_at', 'taken_back_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);

export type ActivityRow = RowOf<typeof activity>;
