// `npm run restored`, after a backup was restored: creates a new epoch, so that every client fetches everything again, and
// drops Electric's replication slots, so that Electric does too. Running it twice is safe.
import type { ClientBase } from 'pg';

export interface Restored {
  epoch: string;
  /** Electric creates its slot again at its next start, and then discards every stored shape. */
  droppedSlots: string[];
  /** Slots that still exist, because Electric is running or this role may not drop them. */
  keptSlots: string[];
}

/** Electric's slots are named `electric_slot_<stream>`; a slot belongs to one database. */
const ELECTRIC_SLOTS = 'electric\\_slot\\_%';

export async function renewEpoch(client: ClientBase): Promise<Restored> {
  const { rows } = await client.query<{ id: string }>(
    'update replica.epoch set id = gen_random_uuid(), created_at = now() returning id::text as id',
  );
  const epoch = rows[0]?.id;
  if (epoch === undefined) throw new Error('replica.epoch has no row: the database is not migrated');
  const slots = await client.query<{ slot_name: string }>(
    'select slot_name from pg_replication_slots where database = current_database() and slot_name like $1 order by slot_name',
    [ELECTRIC_SLOTS],
  );
  const droppedSlots: string[] = [];
  const keptSlots: string[] = [];
  for (const { slot_name } of slots.rows) {
    const isDropped = await client.query('select pg_drop_replication_slot($1)', [slot_name]).then(
      () => true,
      () => false,
    );
    (isDropped ? droppedSlots : keptSlots).push(slot_name);
  }
  return { epoch, droppedSlots, keptSlots };
}
