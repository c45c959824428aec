// The consumers of occurrences, in order: the ledger first, because balances derive from it; totals before streaks, which read
// totals; quests late, because a quest that is no longer met gives its reward back through the same door; achievements last, because they
// count all of that.
import type { Consumer, Recounting } from './change.ts';
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

/** These count a day anew from what stands on it, so they follow a corrected occurrence too. */
export const recounting: readonly Recounting[] = [tickLinkedHabits, updateQuests];

export const consumers: readonly Consumer[] = [
  appendToLedger,
  updateBalances,
  updateSkills,
  updateTotals,
  updateStreak,
  ...recounting,
  addBoost,
  returnFreeze,
  updateAchievements,
  updateEvents,
];
