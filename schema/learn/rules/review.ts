// When a card comes back: FSRS-6 by ts-fsrs with its default weights. A card's state is a function of its reviews in order of time, so
// two devices that review offline agree, and a review that is taken back leaves nothing. Fuzz is off, because both sides must agree.
import { createEmptyCard, fsrs, type Card, type FSRS, type Grade } from 'ts-fsrs';

export const RATINGS = [1, 2, 3, 4] as const;
export type Rating = (typeof RATINGS)[number];

export interface Review {
  id: string;
  rating: Rating;
  at: Date;
}

/** What FSRS knows of a card, as its row has it. */
export interface CardState {
  state: number;
  due_at: Date;
  stability: number;
  difficulty: number;
  learning_step: number;
  scheduled_days: number;
  reps: number;
  lapses: number;
  last_review_at: Date | null;
}

const DAY_MS = 86_400_000;
/** A mistake comes back the next day: recalled at once it would only be read again. */
export const firstDueAt = (madeAt: Date): Date => new Date(madeAt.getTime() + DAY_MS);

const schedulers = new Map<number, FSRS>();

function schedulerFor(retentionPercent: number): FSRS {
  let scheduler = schedulers.get(retentionPercent);
  if (!scheduler) {
    scheduler = fsrs({ request_retention: retentionPercent / 100, enable_fuzz: false });
    schedulers.set(retentionPercent, scheduler);
  }
  return scheduler;
}

export const newCardState = (firstDue: Date): CardState => cardToState(createEmptyCard(firstDue));

/** The state after all reviews, in order of time, then of id. */
export function replayed(firstDue: Date, reviews: readonly Review[], retentionPercent: number): CardState {
  const scheduler = schedulerFor(retentionPercent);
  const inOrder = [...reviews].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  let card = createEmptyCard(firstDue);
  for (const { at, rating } of inOrder) card = scheduler.next(card, at, rating as Grade).card;
  return cardToState(card);
}

/** When the card would be due after each rating given at `at`. */
export function nextDues(state: CardState, at: Date, retentionPercent: number): Record<Rating, Date> {
  const preview = schedulerFor(retentionPercent).repeat(stateToCard(state), notBefore(at, state.last_review_at));
  const due = (rating: Rating): Date => preview[rating as Grade].card.due;
  return { 1: due(1), 2: due(2), 3: due(3), 4: due(4) };
}

/** How likely the card is remembered at `at`, 0 to 1; null for a card that was never reviewed. */
export function recallAt(state: CardState, at: Date, retentionPercent: number): number | null {
  if (state.last_review_at === null) return null;
  return schedulerFor(retentionPercent).get_retrievability(stateToCard(state), notBefore(at, state.last_review_at), false);
}

const notBefore = (at: Date, earliest: Date | null): Date => (earliest !== null && at < earliest ? earliest : at);

const cardToState = (card: Card): CardState => ({
  state: card.state,
  due_at: card.due,
  stability: card.stability,
  difficulty: card.difficulty,
  learning_step: card.learning_steps,
  scheduled_days: card.scheduled_days,
  reps: card.reps,
  lapses: card.lapses,
  last_review_at: card.last_review ?? null,
});

const stateToCard = (state: CardState): Card => ({
  ...createEmptyCard(state.due_at),
  state: state.state,
  stability: state.stability,
  difficulty: state.difficulty,
  learning_steps: state.learning_step,
  scheduled_days: state.scheduled_days,
  reps: state.reps,
  lapses: state.lapses,
  ...(state.last_review_at !== null && { last_review: state.last_review_at }),
});
