// The plan of a day. Items are changed one by one, so that two offline devices that plan the same day keep the items of both.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { jsonb, madeAt } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import { isOpen, ITEM_KINDS, ordered, readItems, type PlanItem } from '../rules/day-plan.ts';
import { planningLimits } from '../rules/limits.ts';
import { text } from './args.ts';

const MINUTES_OF_DAY = 24 * 60;

export const itemFields = z.object({
  title: text(planningLimits.title).min(1),
  kind: z.enum(ITEM_KINDS),
  ref: text(80).nullable(),
  minutes: z.int().min(1).max(MINUTES_OF_DAY).nullable(),
  at: z
    .int()
    .min(0)
    .max(MINUTES_OF_DAY - 1)
    .nullable(),
});

const planId = (ctx: CommandContext, on: string): string => ctx.derivedId('daily_plans', on);

async function itemsOf(db: CommandDb, ctx: CommandContext, on: string): Promise<PlanItem[]> {
  const row = await db
    .selectFrom('daily_plans')
    .select('items')
    .where('user_id', '=', ctx.userId)
    .where('date', '=', on)
    .executeTakeFirst();
  return readItems(row?.items);
}

interface PlanColumns {
  items?: readonly PlanItem[];
  notes?: string | null;
  opened_at?: Date | null;
  closed_at?: Date | null;
  review?: string | null;
  week_review?: string | null;
}

export async function writePlan(
  db: CommandDb,
  ctx: CommandContext,
  on: string,
  { items, ...columns }: PlanColumns,
): Promise<CommandOutcome> {
  if (items && items.length > planningLimits.planItems) return reject('limit_exceeded', 'The plan of a day holds 100 items.');
  const changes = { ...columns, ...(items && { items: jsonb(items) }), updated_at: ctx.now };
  await db
    .insertInto('daily_plans')
    .values({ id: planId(ctx, on), user_id: ctx.userId, date: on, ...changes, ...madeAt(ctx) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
  return ok();
}

/** Adds items to the end of a plan; those that it has already stay as they are. */
export async function addItems(
  db: CommandDb,
  ctx: CommandContext,
  on: string,
  added: readonly PlanItem[],
): Promise<CommandOutcome> {
  const items = await itemsOf(db, ctx, on);
  const known = new Set(items.map(({ id }) => id));
  return writePlan(db, ctx, on, { items: [...items, ...added.filter(({ id }) => !known.has(id))] });
}

const addItem = defineCommand('plan.add', {
  args: itemFields.partial().required({ title: true }).extend({ id: rowId, day }),
  apply: (db, { id, day: on, title, kind = 'line', ref = null, minutes = null, at = null }, ctx) =>
    addItems(db, ctx, on, [{ id, title, kind, ref, minutes, at, isDone: false, from: null, to: null }]),
});

const editItem = defineCommand('plan.edit', {
  args: itemFields.partial().extend({ id: rowId, day, isDone: z.boolean().optional() }),
  async apply(db, { id, day: on, ...fields }, ctx) {
    const items = await itemsOf(db, ctx, on);
    const item = items.find((one) => one.id === id);
    if (!item) return reject('not_found');
    const changes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<PlanItem>;
    const outcome = await writePlan(db, ctx, on, { items: items.map((one) => (one.id === id ? { ...one, ...changes } : one)) });
    if (outcome.ok && fields.isDone !== undefined && fields.isDone !== item.isDone && item.kind === 'line') {
      const ref = { kind: 'plan' as const, id, reason: `Plan: ${item.title}` };
      if (fields.isDone) await occurred(db, ctx, { ...ref, day: on, at: ctx.now, amounts: {} });
      else await takenBack(db, ctx, ref);
    }
    return outcome;
  },
});

const removeItem = defineCommand('plan.remove', {
  args: z.object({ id: rowId, day }),
  async apply(db, { id, day: on }, ctx) {
    const items = await itemsOf(db, ctx, on);
    return items.some((one) => one.id === id) ? writePlan(db, ctx, on, { items: items.filter((one) => one.id !== id) }) : ok();
  },
});

const order = defineCommand('plan.order', {
  args: z.object({ day, ids: z.array(rowId).min(1).max(planningLimits.planItems) }),
  apply: async (db, { day: on, ids }, ctx) => writePlan(db, ctx, on, { items: ordered(await itemsOf(db, ctx, on), ids) }),
});

/** Places in the day for several items at once: the answer to "plan the hours". */
const box = defineCommand('plan.box', {
  args: z.object({
    day,
    places: z
      .array(
        z.object({
          id: rowId,
          at: z
            .int()
            .min(0)
            .max(MINUTES_OF_DAY - 1)
            .nullable(),
        }),
      )
      .min(1)
      .max(planningLimits.planItems),
  }),
  async apply(db, { day: on, places }, ctx) {
    const atById = new Map(places.map(({ id, at }) => [id, at]));
    const items = await itemsOf(db, ctx, on);
    return writePlan(db, ctx, on, {
      items: items.map((one) => (atById.has(one.id) ? { ...one, at: atById.get(one.id) ?? null } : one)),
    });
  },
});

/** What is open goes on another day, under the same ids: carried over twice, it stands there once. */
const carry = defineCommand('plan.carry', {
  args: z
    .object({ from: day, to: day, ids: z.array(rowId).min(1).max(planningLimits.planItems) })
    .refine(({ from, to }) => from !== to, { path: ['to'], error: 'It is the same day.' }),
  async apply(db, { from, to, ids }, ctx) {
    const items = await itemsOf(db, ctx, from);
    const carried = items.filter((one) => ids.includes(one.id) && isOpen(one));
    if (carried.length === 0) return ok();
    const isCarried = new Set(carried.map(({ id }) => id));
    const outcome = await addItems(
      db,
      ctx,
      to,
      carried.map((one) => ({ ...one, from, to: null, at: null })),
    );
    return outcome.ok
      ? writePlan(db, ctx, from, { items: items.map((one) => (isCarried.has(one.id) ? { ...one, to } : one)) })
      : outcome;
  },
});

const open = defineCommand('plan.open', {
  args: z.object({ day, isOpen: z.boolean().default(true) }),
  apply: (db, { day: on, isOpen: opened }, ctx) => writePlan(db, ctx, on, { opened_at: opened ? ctx.now : null }),
});

const close = defineCommand('plan.close', {
  args: z.object({ day, isClosed: z.boolean().default(true), review: text(planningLimits.text).nullable().optional() }),
  apply: (db, { day: on, isClosed, review }, ctx) =>
    writePlan(db, ctx, on, { closed_at: isClosed ? ctx.now : null, ...(review !== undefined && { review: review || null }) }),
});

const note = defineCommand('plan.note', {
  args: z.object({ day, notes: text(planningLimits.text).nullable() }),
  apply: (db, { day: on, notes }, ctx) => writePlan(db, ctx, on, { notes: notes || null }),
});

const reviewWeek = defineCommand('plan.reviewWeek', {
  args: z.object({ firstDay: day, review: text(planningLimits.text).nullable() }),
  apply: (db, { firstDay, review }, ctx) => writePlan(db, ctx, firstDay, { week_review: review || null }),
});

export const planCommands = [addItem, editItem, removeItem, order, box, carry, open, close, note, reviewWeek] as const;
