// Quests follow occurrences: what is done or taken back moves the accepted quests of its day that count its kind, and what an
// earlier period paid.
import type { Consumer } from '../change.ts';
import { questsOfDay, refreshQuests, settleEarlierPeriods } from '../../quests/progress.ts';

export const updateQuests: Consumer = async (db, ctx, change, door) => {
  const { followed, movedOn } = await questsOfDay(db, ctx, change.day);
  const moved = followed.filter(({ target }) => target.kinds.includes(change.kind));
  await refreshQuests(db, ctx, moved, door);
  await settleEarlierPeriods(db, ctx, change, movedOn, door);
};
