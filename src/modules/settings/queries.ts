// What the replica knows of the person's settings.
import { replicaDb } from '#src/replica/query-builder.ts';

export const changedSettings = () => replicaDb.selectFrom('user_settings').select(['key', 'value']).orderBy('key').orderBy('id');
