// The market on one device and on two: what is bought is paid once, the last coins and the last piece are spent once, and what is
// used does what it says.
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import { jsonb } from '#schema/command/kit.ts';
import type { Database } from '#schema/database.ts';
import { addDays } from '#schema/day.ts';
import { contentId, type UserId } from '#schema/ids.ts';
import { MARKET_CONTENT } from '#schema/market/rules/content-kind.ts';
import { QUEST_CONTENT } from '#schema/quests/rules/chains.ts';
import { scenarioId, SCENARIO_START, step, type Scenario, type Step, type TableRows } from '../scenario.ts';

export const simulated = true;

const DAY = 1_440;
const today = '2026-03-02';
const dayAt = (minute: number) => addDays(today, Math.floor((minute + 540) / DAY));
const item = (key: string): string => contentId(MARKET_CONTENT, key);
const thing = (name: string): string => scenarioId(`market ${name}`);
const quest = contentId(QUEST_CONTENT, 'a daily one');

const shelf = {
  'streak-freeze': { cost: 60, effect: { kind: 'streak_freeze' } },
  'xp-boost': { cost: 50, effect: { kind: 'xp_boost' } },
  reroll: { cost: 15, effect: { kind: 'reroll' } },
  teal: { cost: 40, effect: { kind: 'accent', value: 'teal' } },
  plum: { cost: 40, effect: { kind: 'accent', value: 'grape' } },
  gold: { cost: 10, effect: { kind: 'frame', value: 'gold' }, total_stock: 1 },
  print: { cost: 10, effect: { kind: 'treat' }, total_stock: 1 },
  spring: { cost: 10, effect: { kind: 'treat' }, available_from: new Date('2026-03-20T00:00:00Z') },
  autumn: { cost: 10, effect: { kind: 'treat' }, available_until: new Date('2025-12-01T00:00:00Z') },
  rain: { cost: 10, effect: { kind: 'focus_sound', value: 'rain' } },
  newer: { cost: 10, effect: { kind: 'of a newer server' } },
};

const having =
  (coins: number) =>
  async (db: Kysely<Database>, userId: UserId): Promise<void> => {
    const stamps = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
    for (const [key, { cost, effect, ...more }] of Object.entries(shelf)) {
      await db
        .insertInto('market_items')
        .values({ id: item(key), key, name: key, cost_coins: cost, effect: jsonb(effect), ...more, ...stamps })
        .execute();
    }
    await db
      .insertInto('universal_quests')
      .values({
        id: quest,
        title: 'Daily',
        type: 'daily',
        target: 1,
        target_type: 'count',
        target_config: jsonb({ kinds: ['focus'] }),
        xp_reward: 5,
        coin_reward: 1,
        ...stamps,
      })
      .execute();
    await db
      .insertInto('user_wallet')
      .values({ id: thing('wallet'), user_id: userId, total_coins: coins, earned_coins: coins, spent_coins: 0, ...stamps })
      .execute();
    await db
      .insertInto('points_ledger')
      .values({
        id: thing('start'),
        user_id: userId,
        event_type: 'start',
        coins,
        xp: 0,
        skill_stars: 0,
        idempotency_key: 'start',
        created_at: SCENARIO_START,
      })
      .execute();
  };

const buy = (minute: number, name: string, key: keyof typeof shelf, more: Parameters<typeof step>[3] = {}): Step =>
  step(minute, 'market.buy', { id: thing(name), itemId: item(key), day: dayAt(minute) }, more);
const using = (minute: number, name: string, more: Parameters<typeof step>[3] = {}): Step =>
  step(minute, 'market.use', { id: thing(name), day: dayAt(minute) }, more);

const wallet = (rows: TableRows): Record<string, unknown> => rows['user_wallet']?.[0] ?? {};
const thingOf = (rows: TableRows, name: string) => (rows['user_market_purchases'] ?? []).find(({ id }) => id === thing(name));
const itemOf = (rows: TableRows, key: string) => (rows['market_items'] ?? []).find(({ id }) => id === item(key));

/** Ledger, wallet and its parts agree, whatever happened. */
function balance(rows: TableRows, coins: number): void {
  const sum = (rows['points_ledger'] ?? []).reduce((total, entry) => total + Number(entry['coins']), 0);
  expect(sum).toBe(coins);
  const { total_coins, earned_coins, spent_coins } = wallet(rows);
  expect(Number(total_coins)).toBe(coins);
  expect(Number(earned_coins) - Number(spent_coins)).toBe(coins);
}

const habit = (name: string): string => thing(`habit ${name}`);
const ticked = (name: string, minutes: readonly number[]): Step[] =>
  minutes.map((minute) => step(minute, 'habit.mark', { habitId: habit(name), day: dayAt(minute), mark: 'done' }));
const focused = (name: string, from: number, minutes: number): Step[] => [
  step(from, 'focus.start', { id: thing(name), mode: 'countdown', durationSeconds: minutes * 60, day: dayAt(from) }),
  step(from + minutes, 'focus.complete', { id: thing(name), day: dayAt(from + minutes) }),
];

export const scenarios: Scenario[] = [
  {
    title: 'Two devices that both buy with the last coins end with one purchase and one refusal.',
    given: having(45),
    steps: [
      buy(0, 'phone', 'teal'),
      buy(0, 'desktop', 'plum', { device: 'desktop', arrives: 60, outcome: 'not_enough_coins' }),
      buy(1, 'phone', 'teal'),
    ],
    then: (rows) => {
      balance(rows, 5);
      expect(rows['user_market_purchases']).toHaveLength(1);
      expect(rows['market_transactions']).toMatchObject([{ transaction_type: 'purchase', coins_amount: -40, reason: 'teal' }]);
    },
  },
  {
    title: 'The last piece of a limited item is sold once, and giving it back puts it on the shelf again.',
    given: having(100),
    steps: [
      buy(0, 'a print', 'print'),
      buy(1, 'another', 'print', { device: 'desktop', outcome: 'not_for_sale' }),
      step(2, 'market.refund', { id: thing('a print') }),
      step(3, 'market.refund', { id: thing('a print') }, { device: 'desktop' }),
      buy(4, 'third', 'print', { device: 'desktop' }),
    ],
    then: (rows) => {
      balance(rows, 90);
      expect(itemOf(rows, 'print')).toMatchObject({ remaining_stock: 0 });
      expect(thingOf(rows, 'a print')).toMatchObject({ status: 'refunded' });
      expect((rows['points_ledger'] ?? []).filter(({ reverses_id: id }) => id !== null)).toHaveLength(1);
    },
  },
  {
    title: 'What is used, worn for good, found too late or not yet sold is refused; a refund ends after a day.',
    given: having(200),
    steps: [
      buy(0, 'early', 'spring', { outcome: 'not_for_sale' }),
      buy(1, 'late', 'autumn', { outcome: 'not_for_sale' }),
      buy(2, 'unknown', 'newer', { outcome: 'not_found' }),
      buy(3, 'teal', 'teal'),
      buy(4, 'teal again', 'teal', { outcome: 'enough_owned' }),
      buy(5, 'plum', 'plum'),
      step(6, 'market.wear', { id: thing('teal'), isWorn: true }),
      step(7, 'market.wear', { id: thing('plum'), isWorn: true }, { device: 'desktop' }),
      using(8, 'plum', { outcome: 'invalid_arguments' }),
      step(9, 'market.refund', { id: thing('plum') }),
      step(10, 'market.wear', { id: thing('plum'), isWorn: true }, { outcome: 'not_found' }),
      step(DAY + 10, 'market.refund', { id: thing('teal') }, { outcome: 'already_ended' }),
      step(DAY + 11, 'market.refund', { id: thing('nothing') }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      balance(rows, 160);
      expect(thingOf(rows, 'teal')).toMatchObject({ status: 'active', equipped_at: null });
    },
  },
  {
    title: 'A sound is bought once, is kept and not used up, and can be given back for a day.',
    given: having(50),
    steps: [
      buy(0, 'rain', 'rain'),
      buy(1, 'rain again', 'rain', { outcome: 'enough_owned' }),
      using(2, 'rain', { outcome: 'invalid_arguments' }),
      step(3, 'market.wear', { id: thing('rain'), isWorn: true }, { outcome: 'not_found' }),
      step(4, 'market.refund', { id: thing('rain') }),
      buy(5, 'rain once more', 'rain'),
    ],
    then: (rows) => {
      balance(rows, 40);
      expect(thingOf(rows, 'rain once more')).toMatchObject({ status: 'active', effect_kind: 'focus_sound' });
    },
  },
  {
    title: 'A boost adds half of the XP for the rest of the day, once a day, and loses it with what it boosted.',
    given: having(200),
    steps: [
      ...focused('before', 0, 20),
      buy(30, 'boost', 'xp-boost'),
      buy(31, 'second', 'xp-boost'),
      using(32, 'boost'),
      using(33, 'second', { outcome: 'enough_owned', device: 'desktop' }),
      step(34, 'market.refund', { id: thing('boost') }, { outcome: 'already_ended' }),
      step(34, 'market.unuse', { id: thing('boost') }, { outcome: 'already_ended' }),
      ...focused('boosted', 40, 20),
      ...focused('undone', 80, 20),
      step(110, 'focus.delete', { id: thing('undone') }),
    ],
    then: (rows) => {
      const boosts = (rows['points_ledger'] ?? []).filter(({ event_type: type }) => type === 'boost');
      expect(boosts.map(({ xp }) => Number(xp)).sort((a, b) => a - b)).toEqual([-12, 12, 12]);
    },
  },
  {
    title: 'A daily quest is exchanged once, by one of two devices.',
    given: having(60),
    steps: [
      buy(0, 'one', 'reroll'),
      buy(1, 'two', 'reroll'),
      using(2, 'one', { outcome: 'invalid_arguments' }),
      step(3, 'market.use', { id: thing('one'), day: today, questId: thing('no quest') }, { outcome: 'not_found' }),
      step(4, 'market.use', { id: thing('one'), day: today, questId: quest }),
      step(5, 'market.use', { id: thing('one'), day: today, questId: quest }, { device: 'desktop' }),
      step(6, 'market.use', { id: thing('two'), day: today, questId: quest }, { device: 'desktop', outcome: 'enough_owned' }),
    ],
    then: (rows) => {
      expect(thingOf(rows, 'one')).toMatchObject({ used_for: quest, used_on: today, status: 'redeemed' });
      expect(thingOf(rows, 'two')).toMatchObject({ status: 'active' });
    },
  },
  {
    title: 'A forgotten day costs a freeze, for the oldest streak first, once, whether the server or a device closes it first.',
    given: having(200),
    steps: [
      step(0, 'habit.add', { id: habit('younger'), name: 'Younger' }),
      step(0, 'habit.add', { id: habit('older'), name: 'Older' }),
      ...ticked('older', [1]),
      ...ticked('older', [DAY, 2 * DAY, 3 * DAY]),
      ...ticked('younger', [DAY, 2 * DAY, 3 * DAY]),
      buy(3 * DAY + 1, 'freeze', 'streak-freeze'),
      buy(3 * DAY + 2, 'second', 'streak-freeze', { device: 'desktop' }),
      buy(3 * DAY + 3, 'third', 'streak-freeze', { outcome: 'enough_owned' }),
      using(3 * DAY + 4, 'freeze', { outcome: 'invalid_arguments' }),
      step(3 * DAY + 5, 'market.refund', { id: thing('second') }),
      step(3 * DAY + 6, 'market.closeDay', { day: dayAt(4 * DAY) }, { outcome: 'not_yet' }),
      // Nothing on the fourth day.
      step(5 * DAY, 'market.closeDay', { day: dayAt(4 * DAY) }),
      step(5 * DAY + 1, 'market.closeDay', { day: dayAt(4 * DAY) }, { device: 'desktop' }),
      ...ticked('older', [5 * DAY + 2]),
    ],
    then: (rows) => {
      expect(rows['habit_pauses']).toMatchObject([
        { habit_id: habit('older'), from_day: dayAt(4 * DAY), to_day: dayAt(4 * DAY) },
      ]);
      expect(thingOf(rows, 'freeze')).toMatchObject({ status: 'redeemed', used_for: habit('older'), used_on: dayAt(4 * DAY) });
      const streaks = Object.fromEntries((rows['habits'] ?? []).map((row) => [row['name'], row['current_streak']]));
      expect(streaks['Older']).toBe(6);
      const audit = (rows['market_transactions'] ?? []).filter(({ transaction_type: type }) => type === 'redeem');
      expect(audit).toMatchObject([{ coins_amount: 0, reason: `Streak freeze used for “Older” on ${dayAt(4 * DAY)}` }]);
      balance(rows, 140 + 8);
    },
  },
  {
    title: 'A tick that an offline device brings after the close gives the freeze back.',
    given: having(60),
    steps: [
      step(0, 'habit.add', { id: habit('older'), name: 'Older' }),
      ...ticked('older', [0, DAY, 2 * DAY]),
      buy(2 * DAY + 1, 'freeze', 'streak-freeze'),
      step(4 * DAY, 'market.closeDay', { day: dayAt(3 * DAY) }),
      step(
        3 * DAY,
        'habit.mark',
        { habitId: habit('older'), day: dayAt(3 * DAY), mark: 'done' },
        { device: 'desktop', arrives: 4 * DAY + 1 },
      ),
      step(4 * DAY + 2, 'market.closeDay', { day: dayAt(3 * DAY) }),
    ],
    then: (rows) => {
      expect(rows['habit_pauses']).toBeUndefined();
      expect(thingOf(rows, 'freeze')).toMatchObject({ status: 'active', used_on: null, used_for: null });
      expect(rows['habits']).toMatchObject([{ current_streak: 4 }]);
    },
  },
  {
    title: 'Own rewards are bought, enjoyed and changed; one that was bought is withdrawn, and an undo brings it back.',
    given: having(300),
    steps: [
      step(0, 'market.addReward', { id: thing('evening'), name: 'An evening off', cost: 200 }),
      step(1, 'market.addReward', { id: thing('short'), name: 'Short', cost: 1 }),
      step(2, 'market.wish', { itemId: thing('evening'), isWished: true }),
      step(3, 'market.wish', { itemId: thing('evening'), isWished: true }, { device: 'desktop' }),
      step(3, 'market.wish', { itemId: thing('nothing'), isWished: true }, { outcome: 'not_found' }),
      step(4, 'market.editReward', { id: thing('evening'), cost: 250 }),
      step(4, 'market.editReward', { id: item('teal'), cost: 1 }, { outcome: 'not_found' }),
      step(5, 'market.buy', { id: thing('bought'), itemId: thing('evening'), day: today }),
      using(6, 'bought'),
      step(7, 'market.unuse', { id: thing('bought') }),
      using(8, 'bought'),
      step(9, 'market.deleteReward', { id: thing('evening') }),
      step(10, 'market.deleteReward', { id: thing('short') }),
      step(11, 'market.buy', { id: thing('again'), itemId: thing('evening'), day: today }, { outcome: 'not_enough_coins' }),
      step(12, 'market.addReward', { id: thing('evening'), name: 'An evening off', cost: 20 }),
      step(13, 'market.wish', { itemId: item('teal'), isWished: true }),
      step(14, 'market.wish', { itemId: item('teal'), isWished: false }, { device: 'desktop' }),
    ],
    then: (rows) => {
      balance(rows, 50);
      const own = (rows['market_items'] ?? []).filter(({ category }) => category === 'own');
      expect(own).toMatchObject([{ name: 'An evening off', cost_coins: 20, available: true }]);
      expect(rows['market_wishes']).toBeUndefined();
    },
  },
  {
    title: 'A chest is opened once, when it was earned, and gives the same on every device.',
    given: having(0),
    steps: [
      step(0, 'market.openChest', { kind: 'week', of: today, day: today }, { outcome: 'not_yet' }),
      step(0, 'habit.add', { id: habit('older'), name: 'Older' }),
      ...ticked('older', [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY]),
      step(4 * DAY + 1, 'market.openChest', { kind: 'week', of: '2026-03-03', day: dayAt(4 * DAY) }, { outcome: 'not_yet' }),
      step(4 * DAY + 2, 'market.openChest', { kind: 'week', of: today, day: dayAt(4 * DAY) }),
      step(4 * DAY + 3, 'market.openChest', { kind: 'week', of: today, day: dayAt(4 * DAY) }, { device: 'desktop' }),
      step(4 * DAY + 4, 'market.openChest', { kind: 'level', of: '5', day: dayAt(4 * DAY) }, { outcome: 'not_yet' }),
    ],
    then: (rows) => {
      expect(rows['user_rewards']).toMatchObject([{ reward_type: `chest/week/${today}`, claimed: true }]);
      const coins = Number(rows['user_rewards']?.[0]?.['coins_earned']);
      balance(rows, 5 + coins);
    },
  },
  {
    title: 'Recommendations are counted anew, each with the figure that it stands on.',
    given: having(100),
    steps: [
      step(0, 'habit.add', { id: habit('older'), name: 'Older' }),
      ...ticked('older', [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 5 * DAY, 6 * DAY]),
      step(6 * DAY + 1, 'market.wish', { itemId: item('plum'), isWished: true }),
      step(6 * DAY + 2, 'market.recommend', { day: dayAt(6 * DAY) }),
      step(6 * DAY + 3, 'market.recommend', { day: dayAt(6 * DAY) }, { device: 'desktop' }),
    ],
    then: (rows) => {
      const reasons = (rows['market_recommendations'] ?? []).map(({ reason }) => String(reason));
      expect(reasons).toContain('“Older” is at 7 days. A freeze covers one missed day.');
      expect(reasons).toContain('You were active on 7 of the last 7 days.');
      expect(reasons.some((reason) => reason.startsWith('On your wishlist'))).toBe(true);
    },
  },
];
