// points_ledger: the append-only source of truth about what was paid. A reversal appends the opposite entry. An entry's key is
// `user:kind:occurrence:rule`, so that the same occurrence on two devices is paid once.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import type { Change } from '../change.ts';
import { coveredMs, type Span } from '../rules/pay.ts';
import { rates, type OccurrenceKind } from '../rules/rates.ts';

interface Ref {
  kind: OccurrenceKind;
  id: string;
}

/** When an occurrence is done again after a reversal, its generation makes the key of the new entry unique. */
const keyOf = (ctx: CommandContext, { kind, id }: Ref, generation: number): string =>
  [ctx.userId, kind, id, rates[kind]?.rule ?? 'done', ...(generation > 1 ? [generation] : [])].join(':');

const ledgerId = (ctx: CommandContext, key: string): string => ctx.derivedId('points_ledger', ...key.split(':').slice(1));

/** The id of an occurrence's event, derived from the id of its first entry, because older events belonged to entries. */
export const eventId = (ctx: CommandContext, ref: Ref): string =>
  ctx.derivedId('activity_events', ledgerId(ctx, keyOf(ctx, ref, 1)));

export async function appendToLedger(db: CommandDb, ctx: CommandContext, change: Change): Promise<void> {
  const { paid, skills, sign } = change;
  if (!paid) return;
  const key = keyOf(ctx, change, change.generation);
  const [first, ...more] = skills;
  const entries = [
    { key, xp: paid.xp, coins: paid.coins, skill: first, span: paid.span },
    // An entry has one skill, so further skills get entries of their own.
    ...more.map((skill) => ({ key: `${key}:skill:${skill.key}`, xp: 0, coins: 0, skill, span: null })),
  ];
  await db
    .insertInto('points_ledger')
    .values(
      entries.map((entry) => {
        const ownKey = sign > 0 ? entry.key : `${entry.key}:undo`;
        return {
          id: ledgerId(ctx, ownKey),
          user_id: ctx.userId,
          event_type: change.kind,
          event_id: change.id,
          coins: entry.coins,
          xp: entry.xp,
          skill_stars: entry.skill ? sign * entry.skill.stars : 0,
          skill_key: entry.skill?.key ?? null,
          reason: change.reason,
          idempotency_key: ownKey,
          day: paid.day,
          span_from: entry.span?.from ?? null,
          span_to: entry.span?.to ?? null,
          reverses_id: sign > 0 ? null : ledgerId(ctx, entry.key),
          created_at: ctx.now,
        };
      }),
    )
    .execute();
}

/** The entry that paid this occurrence; null when it was not paid. */
export async function entryOf(
  db: CommandDb,
  ctx: CommandContext,
  ref: Ref,
  generation: number,
): Promise<{ xp: number; coins: number; day: string | null; span: Span | null } | null> {
  const row = await db
    .selectFrom('points_ledger')
    .select(['xp', 'coins', 'day', 'span_from', 'span_to'])
    .where('id', '=', ledgerId(ctx, keyOf(ctx, ref, generation)))
    .executeTakeFirst();
  if (!row) return null;
  const { xp, coins, day, span_from: from, span_to: to } = row;
  return { xp, coins, day, span: from && to ? { from, to } : null };
}

/** Milliseconds of a span that other active entries of any kind have paid: a person's time is paid once. */
export async function paidMsWithin(db: CommandDb, ctx: CommandContext, { kind, id }: Ref, span: Span): Promise<number> {
  if (span.to <= span.from) return 0;
  const entries = await db
    .selectFrom('points_ledger')
    .select(['id', 'event_type', 'event_id', 'span_from', 'span_to', 'reverses_id'])
    .where('user_id', '=', ctx.userId)
    .where('span_to', '>', span.from)
    .where('span_from', '<', span.to)
    .orderBy('id')
    .execute();
  const reversed = new Set(entries.map(({ reverses_id }) => reverses_id));
  const others = entries.flatMap(({ id: entryId, event_type, event_id, span_from, span_to, reverses_id }): Span[] => {
    const isOther = event_type !== kind || event_id !== id;
    const stands = reverses_id === null && !reversed.has(entryId);
    return isOther && stands && span_from && span_to ? [{ from: span_from, to: span_to }] : [];
  });
  return coveredMs(span, others);
}
