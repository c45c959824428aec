// What the screens ask of quests, for the bench.
import { decidingDays } from '#schema/quests/rules/proposals.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay }) => {
  const { from, to } = decidingDays(lastDay);
  return {
    Quests: {
      shippedQuests: queries.shippedQuests(),
      questProgress: queries.questProgress(),
      ownQuests: queries.ownQuests(),
      activeDays: queries.activeDays(from, to),
      exchangedQuests: queries.exchangedQuests(lastDay),
      questHistory: queries.questHistory(20),
    },
  };
};
