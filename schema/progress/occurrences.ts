// The only way to rewards: an occurrence is recorded once, paid by the rates of its kind (schema/progress/rules/rates.ts) and
// passed to every consumer (schema/progress/consumers.ts), all in the command's transaction. An occurrence is active from when
// it is recorded until it is taken back. Invariants: an occurrence is active at most once, from any number of devices; no time
// of a person is paid twice; taking an occurrence back reverses what it paid; the totals can be recounted from the events and
// the ledger (schema/progress/recount.ts).
import type { CommandContext, CommandDb } from '../command/define.ts';
import { jsonb } from '../command/kit.ts';
import { boundedDay } from '../command/person-day.ts';
import type { Change, Link, OccurrenceRef, Paid, SkillStars } from './change.ts';
import { consumers, recounting } from './consumers.ts';
import { entryOf, eventId, paidMsWithin } from './consumers/ledger.ts';
import { knownSkills } from './consumers/skills.ts';
import { addToTotals, paidOnDay } from './consumers/totals.ts';
import {
  isOccurrence,
  isPaidThen,
  NOTHING,
  paidSpan,
  possibleAmounts,
  withinDay,
  worthOf,
  type Pay,
  type Span,
} from './rules/pay.ts';
import type { Measured } from './rules/rates.ts';
import { skillsFor } from './rules/skill-rules.ts';
import { coinsOf } from './spending.ts';

export interface Occurrence extends OccurrenceRef {
  /** The person's day of the act. */
  day: string;
  at: Date;
  /** For occurrences that take time; without a span the occurrence begins and ends at `at`. */
  span?: Span;
  amounts: Measured;
  /** Skills that the occurrence is evidence for, besides those of its kind (rules/skill-rules.ts). An undefined skill is ignored. */
  skills?: readonly SkillStars[];
  /** Records that the occurrence belongs to: a task, a habit, a plan. */
  links?: readonly Link[];
  /** A text for the person, for the ledger's history. */
  reason: string;
}

/**
 * Records an occurrence once and returns what it paid: nothing when it is active already, when it is too long ago, and when its
 * time or its day's limit has been paid already.
 */
export async function occurred(db: CommandDb, ctx: CommandContext, done: Occurrence): Promise<Pay> {
  const { kind, id, at, reason, links = [] } = done;
  const span = paidSpan(kind, done.span ?? { from: at, to: at });
  const amounts = possibleAmounts(kind, done.amounts, span);
  if (!isOccurrence(kind, amounts)) return NOTHING;
  const day = await boundedDay(db, ctx, done.day, span);
  const earlierThatDay = await paidOnDay(db, ctx, kind, day);
  const pay = await payOf(db, ctx, { kind, id, amounts, span, earlierThatDay });
  const isPaid = pay.xp > 0 || pay.coins > 0;
  const skills = isPaid ? await knownSkills(db, [...(done.skills ?? []), ...skillsFor(kind, amounts)]) : [];
  const facts = { kind, id, day, at, amounts, skills, links, reason };
  const generation = await recordEvent(db, ctx, facts, pay);
  if (generation === null) return NOTHING;
  const paid = isPaid ? { ...pay, day, span, earlierThatDay } : null;
  await consume(db, ctx, { ...facts, sign: 1, generation, paid });
  return pay;
}

/**
 * Takes an active occurrence back and reverses everything it caused. Takes at most the wallet's balance: coins that were spent
 * stay spent. The same occurrence can be recorded and paid again later.
 */
export async function takenBack(db: CommandDb, ctx: CommandContext, ref: OccurrenceRef & { reason: string }): Promise<void> {
  const event = await db
    .updateTable('activity_events')
    .set({ taken_back_at: ctx.now })
    .where('id', '=', eventId(ctx, ref))
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .returning(['generation', 'day', 'happened_at', 'amounts', 'skills', 'links'])
    .executeTakeFirst();
  if (!event) return;
  const { generation } = event;
  const paid = await reversedPay(db, ctx, ref, generation);
  await consume(db, ctx, {
    ...ref,
    sign: -1,
    generation,
    day: event.day ?? ctx.now.toISOString().slice(0, 10),
    at: event.happened_at ?? ctx.now,
    amounts: event.amounts as Measured,
    skills: event.skills as unknown as SkillStars[],
    links: event.links as unknown as Link[],
    paid,
  });
}

/**
 * Corrects the day and amounts of an active occurrence after its record was edited. What it paid does not change; what counts its days
 * anew does.
 */
export async function amended(
  db: CommandDb,
  ctx: CommandContext,
  { kind, id, ...now }: OccurrenceRef & { day: string; at: Date; span?: Span; amounts: Measured },
): Promise<void> {
  const event = await db
    .selectFrom('activity_events')
    .select(['day', 'amounts', 'links'])
    .where('id', '=', eventId(ctx, { kind, id }))
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .executeTakeFirst();
  if (!event || event.day === null) return;
  const amounts = possibleAmounts(kind, now.amounts, paidSpan(kind, now.span ?? { from: now.at, to: now.at }));
  await db
    .updateTable('activity_events')
    .set({ day: now.day, happened_at: now.at, amounts: jsonb(amounts) })
    .where('id', '=', eventId(ctx, { kind, id }))
    .execute();
  await addToTotals(db, ctx, kind, [
    { day: event.day, sign: -1, amounts: { ...(event.amounts as Measured), times: 1 } },
    { day: now.day, sign: 1, amounts: { ...amounts, times: 1 } },
  ]);
  for (const day of new Set([event.day, now.day])) {
    const recounted = { kind, day, at: now.at, links: event.links as unknown as Link[] };
    for (const recount of recounting) await recount(db, ctx, recounted, { occurred, takenBack });
  }
}

async function consume(db: CommandDb, ctx: CommandContext, change: Change): Promise<void> {
  for (const consumer of consumers) await consumer(db, ctx, change, { occurred, takenBack });
}

async function payOf(
  db: CommandDb,
  ctx: CommandContext,
  { kind, id, amounts, span, earlierThatDay }: Pick<Change, 'kind' | 'id' | 'amounts'> & { span: Span; earlierThatDay: Pay },
): Promise<Pay> {
  if (!isPaidThen(span.to, ctx.decidedAt)) return NOTHING;
  // Time that was paid already can only reduce the pay, so skip that query when the pay is zero without it.
  const most = withinDay(kind, worthOf(kind, amounts, 0), earlierThatDay);
  if (most.xp <= 0 && most.coins <= 0) return NOTHING;
  const worth = worthOf(kind, amounts, await paidMsWithin(db, ctx, { kind, id }, span));
  return withinDay(kind, worth, earlierThatDay);
}

async function reversedPay(db: CommandDb, ctx: CommandContext, ref: OccurrenceRef, generation: number): Promise<Paid | null> {
  const entry = await entryOf(db, ctx, ref, generation);
  if (!entry) return null;
  const coins = -Math.min(entry.coins, await coinsOf(db, ctx));
  return { xp: -entry.xp, coins, day: entry.day, span: entry.span, earlierThatDay: NOTHING };
}

/** Inserts or reactivates the event of an occurrence. Returns its generation, or null when it is active already. */
async function recordEvent(
  db: CommandDb,
  ctx: CommandContext,
  { kind, id, ...facts }: Pick<Change, 'kind' | 'id' | 'day' | 'at' | 'amounts' | 'skills' | 'links' | 'reason'>,
  pay: Pay,
): Promise<number | null> {
  const row = {
    metadata: jsonb({ reason: facts.reason }),
    xp_earned: pay.xp,
    coins_earned: pay.coins,
    occurrence_id: id,
    day: facts.day,
    happened_at: facts.at,
    amounts: jsonb(facts.amounts),
    skills: jsonb(facts.skills),
    links: jsonb(facts.links),
    taken_back_at: null,
  };
  const recorded = await db
    .insertInto('activity_events')
    .values({
      id: eventId(ctx, { kind, id }),
      user_id: ctx.userId,
      event_type: kind,
      category: kind,
      ...row,
      generation: 1,
      created_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((event) => ({ ...row, generation: event('activity_events.generation', '+', 1) }))
        .where('activity_events.taken_back_at', 'is not', null),
    )
    .returning('generation')
    .executeTakeFirst();
  return recorded?.generation ?? null;
}
