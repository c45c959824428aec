// Quests follow occurrences: what is done or taken back moves the accepted quests of its day that count its kind, and what an
// earlier period paid.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { questsOfDay, refreshQuests, settleEarlierPeriods } from '../../quests/progress.ts';
import type { Recounted, RewardDoor } from '../change.ts';

export async function updateQuests(db: CommandDb, ctx: CommandContext, change: Recounted, door: RewardDoor): Promise<void> {
  const { followed, movedOn } = await questsOfDay(db, ctx, change.day);
  const moved = followed.filter(({ target }) => target.kinds.includes(change.kind));
  await refreshQuests(db, ctx, moved, door);
  await settleEarlierPeriods(db, ctx, change, movedOn, door);
}
