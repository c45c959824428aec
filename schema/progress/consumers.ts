// The consumers of occurrences, in order: the ledger first, because balances derive from it; totals before streaks, which read
// totals; quests late, because a quest that is no longer met gives its reward back through the same door; achievements last, because they
// count all of that.
import type { Consumer } from './change.ts';
import { updateAchievements } from './consumers/achievements.ts';
import { updateBalances } from './consumers/balances.ts';
import { addBoost } from './consumers/boost.ts';
import { updateEvents } from './consumers/events.ts';
import { returnFreeze } from './consumers/freezes.ts';
import { tickLinkedHabits } from './consumers/linked-habits.ts';
import { appendToLedger } from './consumers/ledger.ts';
import { updateQuests } from './consumers/quests.ts';
import { updateSkills } from './consumers/skills.ts';
import { updateStreak } from './consumers/streaks.ts';
import { updateTotals } from './consumers/totals.ts';

export const consumers: readonly Consumer[] = [
  appendToLedger,
  updateBalances,
  updateSkills,
  updateTotals,
  updateStreak,
  tickLinkedHabits,
  updateQuests,
  addBoost,
  returnFreeze,
  updateAchievements,
  updateEvents,
];
