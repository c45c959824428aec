// What a finished workout pays. It grows with the working sets, so that a longer session counts, and stops growing, so that
// logging empty sets does not pay.

const BASE_XP = 20;
const XP_PER_SET = 2;
const PAID_SETS = 30;
const BASE_COINS = 5;
const SETS_PER_COIN = 3;

/** Nothing without a working set; at most 80 XP and 15 coins. */
export function workoutReward(workingSets: number): { xp: number; coins: number } | null {
  if (workingSets <= 0) return null;
  const paid = Math.min(workingSets, PAID_SETS);
  return { xp: BASE_XP + paid * XP_PER_SET, coins: BASE_COINS + Math.floor(paid / SETS_PER_COIN) };
}
