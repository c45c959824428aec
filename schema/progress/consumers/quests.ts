// Quests follow occurrences: what is done or taken back moves the accepted quests of its day that count its kind.
import type { Consumer } from '../change.ts';
import { followedQuests, refreshQuests } from '../../quests/progress.ts';

export const updateQuests: Consumer = async (db, ctx, change, door) => {
  const quests = await followedQuests(db, ctx, change.day);
  const moved = quests.filter(({ target }) => target.kinds.includes(change.kind));
  await refreshQuests(db, ctx, moved, door);
};
