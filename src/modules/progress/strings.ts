import { formatNumber } from '#src/format/numbers.ts';
// Every word of levels, coins, streaks and the ledger.
export const strings = {
  profile: {
    title: 'Profile',
    level: (level: number) => `Level ${level}`,
    xpLeft: (xp: number) => `${formatNumber(xp)} XP to the next level`,
    lastLevel: 'Highest level reached',
    xp: 'XP',
    coins: 'Coins',
    stars: 'Stars',
    streaks: 'Streaks',
    noStreaks: 'Finish something today to start a streak.',
    current: 'Current',
    longest: 'Longest',
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    ledger: 'What you earned',
    ledgerHint: 'Every XP and coin you earned, and why. If you undo something, its reward is deducted in a separate entry.',
    ledgerEmpty: 'Nothing earned yet. Finish a focus session or a workout and it appears here.',
    more: 'Show more',
    when: 'When',
    what: 'Reason',
    undone: 'Undone',
    levelLabel: (level: number, into: number, size: number) =>
      `Level ${level}, ${formatNumber(into)} of ${formatNumber(size)} XP`,
  },
  card: {
    streak: (days: number) => (days === 1 ? '1 day in a row' : `${days} days in a row`),
    level: (level: number) => `Level ${level}`,
    xpLeft: (xp: number) => `${formatNumber(xp)} XP to go`,
    lastLevel: 'Highest level reached',
    coins: (coins: number) => (coins === 1 ? '1 coin' : `${formatNumber(coins)} coins`),
  },
  moment: {
    paid: 'Well done',
    amounts: (xp: number, coins: number) =>
      coins > 0 ? `+${formatNumber(xp)} XP · +${formatNumber(coins)} coins` : `+${formatNumber(xp)} XP`,
    level: (level: number) => `Level ${level}`,
    levelText: 'You reached a new level.',
  },
} as const;

/** Kinds of activity as people call them. */
export const sourceNames: Readonly<Record<string, string>> = {
  focus: 'Focus',
  workout: 'Training',
  habit: 'Habits',
  book: 'Reading',
};
