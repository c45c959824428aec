// What each kind of occurrence pays: one table, with its reasons. A kind without an entry in `rates` is counted in the totals
// and pays nothing. A new kind is one name in OCCURRENCE_KINDS and, if it pays, one entry in `rates`. Read by
// schema/progress/rules/pay.ts.

/** The kinds of occurrences. Their names are stored in the ledger, the events and the totals, so they are never renamed. */
export const OCCURRENCE_KINDS = [
  'focus',
  'workout',
  'habit',
  'goal',
  'milestone',
  'quest',
  'achievement',
  'reading',
  'book',
  'lesson',
  'drill',
  'review',
  'listening',
  'plan',
  'capture',
  'boost',
  'chest',
] as const;
export type OccurrenceKind = (typeof OCCURRENCE_KINDS)[number];

/** The measures of an occurrence: whole numbers, so that sums do not depend on their order. */
export const MEASURES = [
  /** Time spent, in milliseconds. */
  'ms',
  /** The planned length, when it was reached, in milliseconds. */
  'planned_ms',
  'working_sets',
  /** Weight × reps of all sets, in grams. */
  'volume_g',
  /** Ticks of a habit: one a day. */
  'ticks',
  /** The XP in the definition of a quest. */
  'promised_xp',
  'promised_coins',
  'pages',
  /** Books finished: one for each reading. */
  'books',
  /** Questions of a drill or prompts of a listening session that were answered. */
  'answers',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measured = Readonly<Partial<Record<Measure, number>>>;

/** Time that was already paid for something else is subtracted from these measures. */
export const TIME_MEASURES: ReadonlySet<string> = new Set<Measure>(['ms', 'planned_ms']);

/** Pays `xp` and `coins` for each full `per` of the measure, up to `upTo` of the measure in one occurrence. */
export interface Rate {
  of: Measure;
  per: number;
  upTo: number;
  xp?: number;
  coins?: number;
  why: string;
}

/** The most of the measure that is possible in a full minute of `ms`; the rest is not paid. */
export interface Pace {
  of: Measure;
  perMinute: number;
  why: string;
}

export interface KindRates {
  /** Part of the ledger's keys. Never changes, or everything would be paid again. */
  rule: string;
  /** Below this minimum no occurrence is recorded. */
  needs?: { of: Measure; least: number };
  /** Only this much of a longer span is paid, from its beginning. */
  longestMs?: number;
  pace?: readonly Pace[];
  rates: readonly Rate[];
  /** The most that a day pays. */
  day: { xp: number; coins: number; why: string };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const rates: Readonly<Partial<Record<OccurrenceKind, KindRates>>> = {
  focus: {
    rule: 'ended',
    needs: { of: 'ms', least: MINUTE_MS },
    rates: [
      {
        of: 'ms',
        per: MINUTE_MS,
        upTo: 4 * HOUR_MS,
        xp: 1,
        why: 'A minute of focus is the unit that other kinds are priced in.',
      },
      { of: 'ms', per: 5 * MINUTE_MS, upTo: 4 * HOUR_MS, coins: 1, why: 'A pomodoro of 25 minutes buys a small thing: 5 coins.' },
      { of: 'planned_ms', per: 5 * MINUTE_MS, upTo: 4 * HOUR_MS, xp: 1, why: 'Reaching the planned end is worth a fifth more.' },
    ],
    day: {
      xp: 288,
      coins: 48,
      why: 'Four hours in sessions that ran to their end: what people who practise a craft keep up day after day (Ericsson et al. 1993).',
    },
  },
  workout: {
    rule: 'finished',
    needs: { of: 'working_sets', least: 1 },
    // A workout that was not finished lasts for days, but its training was in the first hours.
    longestMs: 4 * HOUR_MS,
    pace: [
      {
        of: 'working_sets',
        perMinute: 2,
        why: 'Supersets and short rests included, nobody does more for long. Sets ticked in no time are history.',
      },
    ],
    rates: [
      {
        of: 'ms',
        per: MINUTE_MS,
        upTo: 10 * MINUTE_MS,
        xp: 2,
        why: 'Coming at all is worth 20 XP, earned in the first ten minutes.',
      },
      {
        of: 'ms',
        per: 2 * MINUTE_MS,
        upTo: 10 * MINUTE_MS,
        coins: 1,
        why: 'Coming at all is worth 5 coins, earned in the first ten minutes.',
      },
      {
        of: 'working_sets',
        per: 1,
        upTo: 30,
        xp: 2,
        why: 'A longer workout counts for more; thirty sets are a full one, so logging empty sets does not pay.',
      },
      { of: 'working_sets', per: 3, upTo: 30, coins: 1, why: 'An exercise of three sets is one coin.' },
    ],
    day: { xp: 160, coins: 30, why: 'Two full workouts: 80 XP and 15 coins each.' },
  },
  habit: {
    rule: 'ticked',
    needs: { of: 'ticks', least: 1 },
    rates: [
      {
        of: 'ticks',
        per: 1,
        upTo: 1,
        xp: 5,
        coins: 1,
        why: 'A tick takes a moment; what it stands for is worth five minutes of focus.',
      },
    ],
    day: { xp: 50, coins: 10, why: 'Ten habits. More can be kept, but a list of habits made to be ticked does not pay.' },
  },
  lesson: {
    rule: 'passed',
    rates: [
      { of: 'promised_xp', per: 1, upTo: 60, xp: 1, why: 'A lesson pays what it promises, once: its quiz was passed.' },
      { of: 'promised_coins', per: 1, upTo: 12, coins: 1, why: 'A lesson pays what it promises, once: its quiz was passed.' },
    ],
    day: { xp: 150, coins: 30, why: 'Five or six lessons; nobody learns more in a day, and skimming for coins does not pay.' },
  },
  drill: {
    rule: 'practised',
    needs: { of: 'answers', least: 10 },
    pace: [{ of: 'answers', perMinute: 30, why: 'Two seconds are the least that hearing and answering take.' }],
    rates: [
      {
        of: 'ms',
        per: MINUTE_MS,
        upTo: 20 * MINUTE_MS,
        xp: 1,
        why: 'A minute of listening closely is a minute of focus; after twenty the ear is tired.',
      },
      { of: 'answers', per: 20, upTo: 80, coins: 1, why: 'A session of twenty questions buys a small thing.' },
    ],
    day: { xp: 40, coins: 8, why: 'Two full sessions of twenty minutes, or eight short ones.' },
  },
  listening: {
    rule: 'listened',
    needs: { of: 'answers', least: 1 },
    pace: [{ of: 'answers', perMinute: 4, why: 'A prompt needs a passage of music and a thought.' }],
    rates: [
      { of: 'ms', per: MINUTE_MS, upTo: 30 * MINUTE_MS, xp: 1, why: 'A minute of listening on purpose is a minute of focus.' },
      { of: 'answers', per: 4, upTo: 16, coins: 1, why: 'A quick check of four or five prompts buys a small thing.' },
    ],
    day: { xp: 60, coins: 8, why: 'Two long sessions; more listening is work on the music itself, which focus pays.' },
  },
  quest: {
    rule: 'claimed',
    rates: [
      { of: 'promised_xp', per: 1, upTo: 200, xp: 1, why: 'A quest pays what its definition promises.' },
      { of: 'promised_coins', per: 1, upTo: 50, coins: 1, why: 'A quest pays what its definition promises.' },
    ],
    day: { xp: 200, coins: 50, why: 'The largest quest, or three dailies and two weekly ones; own quests cannot promise more.' },
  },
  reading: {
    rule: 'read',
    rates: [
      {
        of: 'ms',
        per: 2 * MINUTE_MS,
        upTo: 3 * HOUR_MS,
        xp: 1,
        why: 'A minute with a book is worth half a minute of focus; the pages are the other half.',
      },
      {
        of: 'pages',
        per: 4,
        upTo: 200,
        xp: 1,
        why: 'Two minutes a page: four pages without a timer are a little less than with one.',
      },
      { of: 'pages', per: 20, upTo: 200, coins: 1, why: 'A chapter of twenty pages buys a small thing.' },
    ],
    day: {
      xp: 90,
      coins: 10,
      why: 'Two hours with a hundred pages are 85 XP; pages that nobody timed do not pay more than a long evening.',
    },
  },
  book: {
    rule: 'finished',
    needs: { of: 'books', least: 1 },
    rates: [{ of: 'books', per: 1, upTo: 1, xp: 20, coins: 5, why: 'A finished book is worth a little more than its pages.' }],
    day: { xp: 40, coins: 10, why: 'Two books. Marking a whole shelf as finished does not pay.' },
  },
  boost: {
    rule: 'boosted',
    rates: [
      { of: 'promised_xp', per: 1, upTo: 100, xp: 1, why: 'Half of what the deed paid, added while a boost of the market runs.' },
    ],
    day: { xp: 100, coins: 0, why: 'Half of a good day of 200 XP. A boost pays no coins, so it cannot pay for itself.' },
  },
  chest: {
    rule: 'opened',
    rates: [{ of: 'promised_coins', per: 1, upTo: 60, coins: 1, why: 'A chest pays what its odds say, once.' }],
    day: { xp: 0, coins: 150, why: 'A new device may open several that waited; their number is limited by levels and weeks.' },
  },
};
