// Every word of levels, coins, streaks and the ledger.
import type { OccurrenceKind } from '#schema/progress/rules/rates.ts';
import { formatNumber } from '#src/format/numbers.ts';

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
    nothingEarned: 'Nothing earned yet',
    ledgerEmpty: 'Finish a focus session or a workout and it appears here.',
    when: 'When',
    what: 'Reason',
    undone: 'Undone',
    levelLabel: (level: number, into: number, size: number) =>
      `Level ${level}, ${formatNumber(into)} of ${formatNumber(size)} XP`,
  },
  achievements: {
    title: 'Achievements',
    summary: (earned: number, all: number) => `${formatNumber(earned)} of ${formatNumber(all)} earned`,
    near: 'Nearest',
    earned: 'Earned',
    none: 'Finish a session, a workout or a habit to earn the first one.',
    hidden: (count: number) =>
      count === 1 ? '1 more is hidden until you earn it.' : `${count} more are hidden until you earn them.`,
    showAll: 'Show all',
    showFewer: 'Show fewer',
    of: (done: number, goal: number) => `${formatNumber(done)} of ${formatNumber(goal)}`,
    moment: 'Achievement earned',
  },
  skills: {
    title: 'Skills',
    description: 'Stars come from what you do. Open a skill to see which deeds gave them.',
    level: (level: number) => `Level ${level}`,
    stars: (count: number) => (count === 1 ? '1 star' : `${formatNumber(count)} stars`),
    toNext: (left: number, level: number) => `${formatNumber(left)} to level ${level}`,
    top: 'Highest level',
    noEvidence: 'No stars yet.',
    evidence: 'Evidence',
    close: 'Close',
  },
  streakCalendar: {
    choose: 'Streak',
    summary: (days: number) => `${days === 1 ? '1 active day' : `${formatNumber(days)} active days`} in the last year`,
    columns: ['Day', 'Times'] as [string, string],
    times: (count: number) => (count === 1 ? 'once' : `${formatNumber(count)} times`),
  },
  xpChart: {
    title: 'XP by day',
    summary: (xp: number) => `${formatNumber(xp)} XP in the last 30 days`,
    columns: ['Day', 'XP'] as [string, string],
  },
  search: { label: 'Search what you earned', placeholder: 'Search', kind: 'Kind', all: 'Everything', nothing: 'Nothing found.' },
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

/** Kinds of activity as people call them; the type requires a name of each kind. */
const kindNames: Readonly<Record<OccurrenceKind | 'purchase', string>> = {
  focus: 'Focus',
  workout: 'Training',
  habit: 'Habits',
  goal: 'Goals',
  milestone: 'Milestones',
  quest: 'Quests',
  achievement: 'Achievements',
  reading: 'Reading',
  book: 'Books finished',
  lesson: 'Lessons',
  drill: 'Drills',
  review: 'Reviews',
  listening: 'Listening',
  plan: 'Plans',
  capture: 'Captures',
  boost: 'Boosts',
  chest: 'Chests',
  purchase: 'Purchases',
};

/** The same for the kinds of stored rows, which a newer version may have written. */
export const sourceNames: Readonly<Record<string, string>> = kindNames;
