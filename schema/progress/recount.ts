// Recounts a person's totals from their sources: the active events and the ledger.
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../database.ts';
import { idFromParts } from '../ids.ts';

type TotalRow = Insertable<Database['occurrence_totals']>;

/** The expected rows by id, without rows whose sum is zero. */
export async function countTotals(db: Kysely<Database>, userId: string): Promise<Map<string, TotalRow>> {
  const totals = new Map<string, TotalRow>();
  const add = (kind: string, day: string, measure: string, amount: number): void => {
    const id = idFromParts(userId, 'occurrence_totals', kind, measure, day);
    totals.set(id, { id, user_id: userId, kind, measure, day, amount: (totals.get(id)?.amount ?? 0) + amount });
  };
  const events = await db
    .selectFrom('activity_events')
    .select(['event_type', 'day', 'amounts'])
    .where('user_id', '=', userId)
    .where('occurrence_id', 'is not', null)
    .where('taken_back_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const { event_type: kind, day, amounts } of events) {
    if (day === null) continue;
    add(kind, day, 'times', 1);
    for (const [measure, amount] of Object.entries(amounts as Record<string, number>)) add(kind, day, measure, amount);
  }
  const entries = await db
    .selectFrom('points_ledger')
    .select(['event_type', 'day', 'xp', 'coins'])
    .where('user_id', '=', userId)
    .where('day', 'is not', null)
    .orderBy('id')
    .execute();
  for (const { event_type: kind, day, xp, coins } of entries) {
    if (day === null) continue;
    add(kind, day, 'xp', xp);
    add(kind, day, 'coins', coins);
  }
  return new Map([...totals].filter(([, { amount }]) => amount !== 0));
}

export async function recountTotals(db: Kysely<Database>, userId: string): Promise<void> {
  const rows = [...(await countTotals(db, userId)).values()];
  await db.deleteFrom('occurrence_totals').where('user_id', '=', userId).execute();
  // A statement takes at most 65,535 parameters.
  for (let at = 0; at < rows.length; at += 5_000) {
    await db
      .insertInto('occurrence_totals')
      .values(rows.slice(at, at + 5_000))
      .execute();
  }
}

/** For everybody who was paid before totals existed. */
export async function recountMissingTotals(db: Kysely<Database>): Promise<void> {
  const people = await db
    .selectFrom('points_ledger')
    .select('user_id')
    .distinct()
    .where('user_id', 'not in', db.selectFrom('occurrence_totals').select('user_id'))
    .orderBy('user_id')
    .execute();
  for (const { user_id: userId } of people) await recountTotals(db, userId);
}
