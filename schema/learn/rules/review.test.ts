import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newCardState, nextDues, recallAt, replayed, RATINGS, type Rating, type Review } from './review.ts';

const START = new Date('2022-11-29T12:30:00.000Z');
const DAY_MS = 86_400_000;

const review = (index: number, rating: Rating, at: Date): Review => ({
  id: `review ${String(index).padStart(4, '0')}`,
  rating,
  at,
});

/** Reviews a card each time it is due; the whole days to the next time. */
function intervals(ratings: readonly Rating[], retention = 90): number[] {
  const reviews: Review[] = [];
  let at = START;
  return ratings.map((rating, index) => {
    reviews.push(review(index, rating, at));
    const { due_at } = replayed(START, reviews, retention);
    const days = Math.floor((due_at.getTime() - at.getTime()) / DAY_MS);
    at = due_at;
    return days;
  });
}

/** Reviews a card the given numbers of days after the time before. */
function afterDays(ratings: readonly Rating[], days: readonly number[]) {
  let at = START;
  const reviews = ratings.map((rating, index) => {
    at = new Date(at.getTime() + (days[index] ?? 0) * DAY_MS);
    return review(index, rating, at);
  });
  return replayed(START, reviews, 90);
}

// github.com/open-spaced-repetition/ts-fsrs, FSRS-6.test.ts, which py-fsrs shares (MIT).
test('the intervals are the published ones of FSRS-6', () => {
  expect(intervals([3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3])).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
});

// github.com/open-spaced-repetition/fsrs-rs, src/inference.rs (BSD): the memory state after these reviews.
test('the memory state is that of the Rust implementation', () => {
  const { stability, difficulty } = afterDays([1, 3, 3, 3, 3, 3], [0, 0, 1, 3, 8, 21]);
  expect(stability).toBeCloseTo(53.62691, 4);
  expect(difficulty).toBeCloseTo(6.3574867, 4);
});

test('a first review gives the initial stability and difficulty of each rating', () => {
  const first = RATINGS.map((rating) => replayed(START, [review(0, rating, START)], 90));
  expect(first.map(({ stability }) => stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956]);
  expect(first.map(({ difficulty }) => difficulty)).toEqual([6.4133, 5.11217071, 2.11810397, 1]);
});

test('a higher retention brings cards back sooner', () => {
  const last = (retention: number) => intervals([3, 3, 3, 3], retention).at(-1) ?? 0;
  expect(last(95)).toBeLessThan(last(90));
  expect(last(80)).toBeGreaterThan(last(90));
});

test('the buttons promise what a review then does', () => {
  const reviews = [review(0, 3, START), review(1, 3, new Date(START.getTime() + DAY_MS))];
  const state = replayed(START, reviews, 90);
  const at = new Date(START.getTime() + 5 * DAY_MS);
  const promised = nextDues(state, at, 90);
  for (const rating of RATINGS) {
    expect(replayed(START, [...reviews, review(2, rating, at)], 90).due_at).toEqual(promised[rating]);
  }
});

test('recall is certain right after a review, nine in ten when the card is due, and unknown for a new card', () => {
  const state = afterDays([3, 3, 3], [0, 1, 4]);
  expect(recallAt(newCardState(START), START, 90)).toBeNull();
  expect(recallAt(state, state.last_review_at as Date, 90)).toBeCloseTo(1, 5);
  expect(recallAt(state, state.due_at, 90)).toBeCloseTo(0.9, 1);
});

test('the order in which reviews arrive does not matter', () => {
  const times = fc.array(fc.record({ day: fc.integer({ min: 0, max: 900 }), rating: fc.constantFrom(...RATINGS) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(times, fc.infiniteStream(fc.nat()), (drawn, order) => {
      const reviews = drawn.map(({ day, rating }, index) => review(index, rating, new Date(START.getTime() + day * DAY_MS)));
      const shuffled = reviews.map((one) => ({ one, key: order.next().value as number })).sort((a, b) => a.key - b.key);
      expect(
        replayed(
          START,
          shuffled.map(({ one }) => one),
          90,
        ),
      ).toEqual(replayed(START, reviews, 90));
    }),
  );
});
