// Chests: who may open which, and what is in them. The content of a chest is a function of the person and the chest's key. Each
// chest can be opened once and a device chooses neither of the two, so no device can draw again until it likes the result, and
// device and server agree without a network (docs/decisions/0044-chests-and-stock.md).
import { addDays, daysBetween, weekStart } from '../../day.ts';
import { idFromParts } from '../../ids.ts';

export type ChestKind = 'level' | 'week' | 'season';

export interface Chest {
  kind: ChestKind;
  /** The level, the week's Monday or the season's first day. */
  of: string;
}

export const chestKey = ({ kind, of }: Chest): string => `${kind}/${of}`;

export interface Content {
  /** Of 100. */
  odds: number;
  coins: number;
  /** The key of a shipped item; null for coins alone. */
  item: string | null;
}

/** What the odds on the screen say and what is drawn are this one table. */
export const CONTENTS: Readonly<Record<ChestKind, readonly Content[]>> = {
  level: [
    { odds: 60, coins: 15, item: null },
    { odds: 20, coins: 30, item: null },
    { odds: 12, coins: 0, item: 'xp-boost' },
    { odds: 8, coins: 0, item: 'streak-freeze' },
  ],
  week: [
    { odds: 70, coins: 5, item: null },
    { odds: 20, coins: 10, item: null },
    { odds: 10, coins: 0, item: 'reroll' },
  ],
  season: [
    { odds: 50, coins: 40, item: null },
    { odds: 30, coins: 60, item: null },
    { odds: 20, coins: 0, item: 'xp-boost' },
  ],
};

export const LEVELS_PER_CHEST = 5;
/** Of seven. */
export const WEEK_DAYS = 5;
/** Of about ninety-one. */
export const SEASON_DAYS = 45;
/** A chest waits this long, so that a holiday costs nothing. */
const WAITS_DAYS = 60;
const MONDAY = 1;

export interface ChestFacts {
  level: number;
  today: string;
  /** Days on which something was done, in any order, repeats allowed. */
  activeDays: readonly string[];
  /** Keys of chests that were opened. */
  opened: ReadonlySet<string>;
}

/** The first of January, April, July or October. */
export function seasonStart(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

/** From this day on, active days can still earn a chest. */
export const chestsSince = (today: string): string => seasonStart(addDays(today, -WAITS_DAYS - 92));

/** Every chest that the person has earned and not opened. */
export function chestsToOpen({ level, today, activeDays, opened }: ChestFacts): Chest[] {
  const days = [...new Set(activeDays)].filter((day) => day <= today);
  const levels = Array.from({ length: Math.floor(level / LEVELS_PER_CHEST) }, (_, at) => String((at + 1) * LEVELS_PER_CHEST));
  const isWaiting = (start: string, length: number): boolean => daysBetween(start, today) < length + WAITS_DAYS;
  const chests: Chest[] = [
    ...levels.map((of): Chest => ({ kind: 'level', of })),
    ...startsWith(days, (day) => weekStart(day, MONDAY), WEEK_DAYS)
      .filter((start) => isWaiting(start, 7))
      .map((of): Chest => ({ kind: 'week', of })),
    ...startsWith(days, seasonStart, SEASON_DAYS)
      .filter((start) => isWaiting(start, 92))
      .map((of): Chest => ({ kind: 'season', of })),
  ];
  return chests.filter((chest) => !opened.has(chestKey(chest)));
}

/** The starts of periods with at least so many of the days. */
function startsWith(days: readonly string[], startOf: (day: string) => string, least: number): string[] {
  const counts = new Map<string, number>();
  for (const day of days) counts.set(startOf(day), (counts.get(startOf(day)) ?? 0) + 1);
  return [...counts].flatMap(([start, count]) => (count >= least ? [start] : [])).sort();
}

/** What is in the chest of this person. */
export function contentOf(userId: string, chest: Chest): Content {
  const contents = CONTENTS[chest.kind];
  // The first 32 bits of a hash: 2^32 is divided by 100 with an error that nobody can notice.
  let drawn = Number.parseInt(idFromParts('chest', userId, chestKey(chest)).slice(0, 8), 16) % 100;
  for (const content of contents) {
    if (drawn < content.odds) return content;
    drawn -= content.odds;
  }
  throw new Error('odds add up to 100');
}
