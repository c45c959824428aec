// A habit that turns out to be done on a day for which a streak freeze was spent: another device ticked it while it was offline.
// The freeze goes back to the person.
import { freezePauseId, giveFreezeBack } from '../../market/freezes.ts';
import type { Consumer } from '../change.ts';

export const returnFreeze: Consumer = async (db, ctx, { kind, sign, day, links }) => {
  const habitId = links.find((link) => link.kind === 'habit')?.id;
  if (sign < 0 || kind !== 'habit' || habitId === undefined) return;
  const pause = await db
    .selectFrom('habit_pauses')
    .select('id')
    .where('id', '=', freezePauseId(ctx, habitId, day))
    .executeTakeFirst();
  if (pause) await giveFreezeBack(db, ctx, habitId, day);
};
