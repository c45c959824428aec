import { expect, it } from 'vitest';
import { contentId } from '../../ids.ts';
import { rates } from '../../progress/rules/rates.ts';
import { marketRows } from '../content/items.ts';
import { chestsToOpen, chestKey, contentOf, CONTENTS, seasonStart } from './chests.ts';
import { MARKET_CONTENT } from './content-kind.ts';
import { readEffect } from './effects.ts';
import { recommend, type Facts } from './recommend.ts';
import { whyNotForSale } from './sale.ts';

it('at least forty items are shipped, each once, in every rarity, with an effect that the app knows', () => {
  expect(marketRows.length).toBeGreaterThanOrEqual(40);
  for (const column of ['id', 'key', 'name', 'description'] as const) {
    expect(new Set(marketRows.map((row) => row[column])).size, column).toBe(marketRows.length);
  }
  expect(new Set(marketRows.map(({ rarity }) => rarity)).size).toBe(5);
  for (const { name, effect, cost_coins } of marketRows) {
    expect(readEffect(effect), name).not.toBeNull();
    expect(cost_coins, name).toBeGreaterThan(0);
  }
});

it('some items are sold in a season, and some in a limited number', () => {
  expect(marketRows.filter((row) => row.available_until !== null).length).toBeGreaterThanOrEqual(3);
  expect(marketRows.filter((row) => row.total_stock !== null).length).toBeGreaterThanOrEqual(1);
});

it('the odds of every chest add up to 100, and each draw is as likely as they say', () => {
  for (const [kind, contents] of Object.entries(CONTENTS)) {
    expect(
      contents.reduce((sum, { odds }) => sum + odds, 0),
      kind,
    ).toBe(100);
    const ids = new Set(marketRows.map(({ id }) => id));
    for (const { item, coins } of contents) {
      if (item !== null) expect(ids.has(contentId(MARKET_CONTENT, item)), item).toBe(true);
      expect(coins).toBeLessThanOrEqual(rates.chest?.rates[0]?.upTo ?? 0);
    }
  }
  const drawn = Array.from({ length: 10_000 }, (_, at) => contentOf(`person ${at}`, { kind: 'level', of: '5' }));
  for (const content of CONTENTS.level) {
    const share = (100 * drawn.filter((one) => one === content).length) / drawn.length;
    expect(Math.abs(share - content.odds)).toBeLessThan(2);
  }
});

it('the same person finds the same in the same chest, and not the same in every chest', () => {
  const chest = { kind: 'week', of: '2026-03-02' } as const;
  expect(contentOf('person', chest)).toBe(contentOf('person', { ...chest }));
  const found = Array.from({ length: 40 }, (_, at) => contentOf('person', { kind: 'level', of: String(5 * at) }));
  expect(new Set(found).size).toBeGreaterThan(1);
});

it('a chest is earned by every five levels, five days of a week or 45 of a season, until it is opened', () => {
  const week = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-08'];
  const facts = { level: 11, today: '2026-03-09', activeDays: [...week, '2026-03-09'], opened: new Set<string>() };
  expect(chestsToOpen(facts).map(chestKey)).toEqual(['level/5', 'level/10', 'week/2026-03-02']);
  expect(chestsToOpen({ ...facts, opened: new Set(['level/5', 'week/2026-03-02']) }).map(chestKey)).toEqual(['level/10']);
  expect(chestsToOpen({ ...facts, today: '2026-12-01' }).map(chestKey)).toEqual(['level/5', 'level/10']);
  expect(['2026-01-01', '2026-03-31', '2026-12-31'].map(seasonStart)).toEqual(['2026-01-01', '2026-01-01', '2026-10-01']);
});

it('an item is for sale within its window and while there is a piece left', () => {
  const item = { available: true, available_from: null, available_until: null, total_stock: null, remaining_stock: null };
  const at = new Date('2026-03-02T00:00:00Z');
  expect(whyNotForSale(item, at)).toBeNull();
  expect(whyNotForSale({ ...item, available_until: at }, at)).toBe('It was sold until 2026-03-02.');
  expect(whyNotForSale({ ...item, available_from: at }, at)).toBeNull();
  expect(whyNotForSale({ ...item, total_stock: 2 }, at)).toBeNull();
  expect(whyNotForSale({ ...item, total_stock: 2, remaining_stock: 0 }, at)).toBe('It is sold out.');
});

it('a recommendation names the figure that it stands on, and nothing that is owned or too dear', () => {
  const item = { cost: 10, isWished: false, isOwned: false };
  const facts: Facts = {
    coins: 20,
    streak: { name: 'Reading', days: 23 },
    freezes: 0,
    xpToNext: 400,
    level: 3,
    daysOf: {},
    activeDays: 2,
    items: [
      { ...item, id: 'a', name: 'Freeze', kind: 'streak_freeze' },
      { ...item, id: 'b', name: 'Dear', kind: 'treat', cost: 30, isWished: true },
      { ...item, id: 'c', name: 'Wished', kind: 'treat', isWished: true },
      { ...item, id: 'd', name: 'Owned', kind: 'frame', isWished: true, isOwned: true },
    ],
  };
  expect(recommend(facts)).toEqual([
    { itemId: 'c', score: 100, reason: 'On your wishlist, and your 20 coins cover its 10.' },
    { itemId: 'a', score: 90, reason: '“Reading” is at 23 days. A freeze covers one missed day.' },
  ]);
  expect(recommend({ ...facts, freezes: 1, items: facts.items.slice(0, 2) })).toEqual([]);
});
