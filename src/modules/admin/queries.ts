// What the signed-in person may do, as this device knows it.
import { heldQuery } from '#schema/access/held.ts';
import { replicaDb } from '#src/replica/query-builder.ts';

/** `now` is an ISO instant: a role that ends before it does not count. */
export const held = (userId: string, now: string) => heldQuery(replicaDb, userId, now);
