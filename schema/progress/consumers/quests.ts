// Quests follow occurrences: what is done or taken back moves the accepted quests of its day that count its kind, and what an
// earlier period paid.
import { questsOfDay, refreshQuests, settleEarlierPeriods } from '../../quests/progress.ts';
import type { Recounting } from '../change.ts';

export const updateQuests: Recounting = async (db, ctx, change, door) => {
  const { followed, movedOn } = await questsOfDay(db, ctx, change.day);
  const moved = followed.filter(({ target }) => target.kinds.includes(change.kind));
  await refreshQuests(db, ctx, moved, door);
  await settleEarlierPeriods(db, ctx, change, movedOn, door);
};
