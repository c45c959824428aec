// What the screens ask of progress, for the bench.
import { addDays } from '#schema/day.ts';
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay }) => ({
  Today: {
    progress: queries.progress(),
    wallet: queries.wallet(),
    streaks: queries.streaks(),
  },
  Focus: {
    rewardsSince: queries.rewardsSince(new Date(`${lastDay}T12:00:00Z`)),
    currentLevel: queries.currentLevel(),
    achievementsSince: queries.achievementsSince(new Date(`${lastDay}T12:00:00Z`)),
  },
  Profile: {
    ledger: queries.ledger(50),
    ledgerSearch: queries.ledger(50, 'Report', 'focus'),
    'ledgerSearch, of a word that is nowhere': queries.ledger(50, 'zebra'),
    achievements: queries.achievements(),
    lifetimeTotals: queries.lifetimeTotals(),
    skills: queries.skills(),
    skillEvidence: queries.skillEvidence('concentration', 30),
    activeDays: queries.activeDays('focus', addDays(lastDay, -364)),
    xpByDay: queries.xpByDay(addDays(lastDay, -29)),
    streaks: queries.streaks(),
  },
});
