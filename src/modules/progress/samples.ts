// What the screens ask of progress, for the bench.
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
  },
  Profile: {
    ledger: queries.ledger(50),
    streaks: queries.streaks(),
  },
});
