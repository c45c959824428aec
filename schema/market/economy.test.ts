// A year of an ordinary person and of three farmers, by the rules that pay (schema/progress/rules), and what it buys. The table stands
// in docs/economy.md; this test keeps the two the same.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addDays, weekdayOf } from '../day.ts';
import { levelFromXp } from '../progress/rules/levels.ts';
import { dayLimit, possibleAmounts, withinDay, worthOf, type Pay } from '../progress/rules/pay.ts';
import type { Measured, OccurrenceKind } from '../progress/rules/rates.ts';
import { marketRows } from './content/items.ts';
import { chestsToOpen, contentOf } from './rules/chests.ts';

const MINUTE = 60_000;
const FIRST = '2026-01-01';
const days = Array.from({ length: 365 }, (_, at) => addDays(FIRST, at));

interface Deed {
  kind: OccurrenceKind;
  amounts: Measured;
  /** How long it took; amounts of time beyond it are not possible. */
  minutes?: number;
}

const focus = (minutes: number): Deed => ({
  kind: 'focus',
  minutes,
  amounts: { ms: minutes * MINUTE, planned_ms: minutes * MINUTE },
});
const workout = (minutes: number, sets: number): Deed => ({
  kind: 'workout',
  minutes,
  amounts: { ms: minutes * MINUTE, working_sets: sets },
});
const tick: Deed = { kind: 'habit', amounts: { ticks: 1 } };
const quest = (xp: number, coins: number): Deed => ({ kind: 'quest', amounts: { promised_xp: xp, promised_coins: coins } });
const reading = (minutes: number, pages: number): Deed => ({
  kind: 'reading',
  minutes,
  amounts: { ms: minutes * MINUTE, pages },
});
const lesson: Deed = { kind: 'lesson', amounts: { promised_xp: 20, promised_coins: 4 } };

/** Every deed paid as the ground pays it, within the limits of the day. */
function dayPay(deeds: readonly Deed[]): Pay {
  const paid = new Map<OccurrenceKind, Pay>();
  for (const { kind, amounts, minutes = 0 } of deeds) {
    const from = new Date('2026-01-01T00:00:00Z');
    const possible = possibleAmounts(kind, amounts, { from, to: new Date(from.getTime() + minutes * MINUTE) });
    const before = paid.get(kind) ?? { xp: 0, coins: 0 };
    const pay = withinDay(kind, worthOf(kind, possible, 0), before);
    paid.set(kind, { xp: before.xp + pay.xp, coins: before.coins + pay.coins });
  }
  return sum([...paid.values()]);
}

const sum = (pays: readonly Pay[]): Pay =>
  pays.reduce((total, pay) => ({ xp: total.xp + pay.xp, coins: total.coins + pay.coins }), { xp: 0, coins: 0 });

/** Four sessions and a workout in a week, two habits on most days, three quests, a lesson in two weeks; six weeks off. */
function ordinaryDay(day: string, at: number): Deed[] {
  const week = Math.floor(at / 7);
  if (week % 9 === 8 || week === 30) return [];
  const weekday = weekdayOf(day);
  return [
    ...([1, 2, 4, 5].includes(weekday) ? [focus(25)] : []),
    ...(weekday === 3 ? [workout(50, 15)] : []),
    ...(weekday <= 5 ? [tick, tick] : []),
    ...([1, 3, 5].includes(weekday) ? [quest(12, 3)] : []),
    ...(weekday === 6 && week % 2 === 0 ? [lesson] : []),
  ];
}

/** Four hours of focus on six days, four workouts, ten habits, all the quests, a book at night; two weeks off. */
function fullDay(_day: string, at: number): Deed[] {
  if (at % 182 < 7) return [];
  const weekday = at % 7;
  return [
    ...(weekday < 6 ? Array.from({ length: 8 }, () => focus(30)) : []),
    ...([0, 2, 3, 5].includes(weekday) ? [workout(70, 24)] : []),
    ...Array.from({ length: 10 }, () => tick),
    ...Array.from({ length: 3 }, () => quest(17, 4)),
    ...(weekday === 6 ? [quest(50, 12)] : []),
    reading(60, 30),
  ];
}

const people: Readonly<Record<string, (day: string, at: number) => Deed[]>> = {
  'Ordinary person': ordinaryDay,
  'Person who lives each day to the full': fullDay,
  'Farmer who invents focus around the clock': () => Array.from({ length: 24 }, () => focus(60)),
  'Farmer who ticks 200 habits and claims 50 quests a day': () => [
    ...Array.from({ length: 200 }, () => tick),
    ...Array.from({ length: 50 }, () => quest(120, 24)),
  ],
  'Farmer who logs 2,000 sets in no time': () => [workout(0, 2_000), workout(1, 2_000)],
};

interface Year extends Pay {
  level: number;
}

function yearOf(name: string): Year {
  const live = people[name] ?? (() => []);
  const pays = days.map((day, at) => dayPay(live(day, at)));
  const { xp, coins } = sum(pays);
  const { level } = levelFromXp(xp);
  return { xp, level, coins: coins + (name === 'Ordinary person' ? chestCoins(level, pays) : 0) };
}

/** Chests are opened as they come; the person is named, so that the draw is always the same. */
function chestCoins(level: number, pays: readonly Pay[]): number {
  const opened = new Set<string>();
  let coins = 0;
  for (const [at, today] of days.entries()) {
    const activeDays = days.slice(0, at + 1).filter((_, one) => (pays[one]?.xp ?? 0) > 0);
    const isLast = at === days.length - 1;
    for (const chest of chestsToOpen({ level: isLast ? level : 1, today, activeDays, opened })) {
      opened.add(`${chest.kind}/${chest.of}`);
      coins += contentOf('ordinary', chest).coins;
    }
  }
  return coins;
}

/** What an ordinary person buys in a year. */
const basket: Readonly<Record<string, number>> = {
  'streak-freeze': 5,
  'xp-boost': 3,
  reroll: 6,
  'accent-teal': 1,
  'accent-grape': 1,
  'face-dashed': 1,
  'frame-double': 1,
  'treat-tea': 12,
  'treat-pastry': 8,
  'treat-cinema': 4,
  'treat-evening': 4,
  'treat-book': 2,
  'treat-dinner': 1,
  'treat-trip': 1,
};

const priceOf = (key: string): number => marketRows.find((row) => row.key === key)?.cost_coins ?? Number.NaN;
const basketPrice = Object.entries(basket).reduce((total, [key, count]) => total + count * priceOf(key), 0);

it('an ordinary year ends at a level from 25 to 35 and earns about 1.2 times what such a person buys', () => {
  const year = yearOf('Ordinary person');
  expect(year.level).toBeGreaterThanOrEqual(25);
  expect(year.level).toBeLessThanOrEqual(35);
  expect(year.coins / basketPrice).toBeGreaterThan(1.1);
  expect(year.coins / basketPrice).toBeLessThan(1.3);
});

it('a script that farms one kind of deed gets less than a person who lives each day to the full', () => {
  const lived = yearOf('Person who lives each day to the full');
  const farmers = Object.keys(people).filter((name) => name.startsWith('Farmer'));
  expect(farmers.length).toBeGreaterThanOrEqual(3);
  for (const farmer of farmers) {
    const { xp, coins, level } = yearOf(farmer);
    expect(level, farmer).toBeLessThan(90);
    expect(xp, farmer).toBeLessThan(lived.xp);
    expect(coins, farmer).toBeLessThan(lived.coins);
  }
});

it('no farmer is paid more than the limits of the day, and what takes no time is not paid', () => {
  const focused = yearOf('Farmer who invents focus around the clock');
  expect(focused.xp).toBe(365 * dayLimit('focus').xp);
  expect(focused.coins).toBe(365 * dayLimit('focus').coins);
  const ticked = yearOf('Farmer who ticks 200 habits and claims 50 quests a day');
  expect(ticked.xp).toBe(365 * (dayLimit('habit').xp + dayLimit('quest').xp));
  expect(ticked.coins).toBe(365 * (dayLimit('habit').coins + dayLimit('quest').coins));
  const logged = yearOf('Farmer who logs 2,000 sets in no time');
  expect(logged.xp).toBeLessThan(yearOf('Ordinary person').xp);
});

it('the table in docs/economy.md is the one that the rules give', () => {
  const text = readFileSync(new URL('../../docs/economy.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
  for (const name of Object.keys(people)) {
    const { xp, level, coins } = yearOf(name);
    const figures = [xp, level, coins].map((figure) => figure.toLocaleString('en'));
    expect(text).toContain(`| ${name} | ${figures.join(' | ')} |`);
  }
  expect(text).toContain(`costs ${basketPrice.toLocaleString('en')} coins`);
});
