// Templates of days and weeks: one's own, those that other people made public, and shipped ones.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { given, jsonb, madeAt } from '../../command/kit.ts';
import { day, rowId } from '../../command/values.ts';
import { addDays } from '../../day.ts';
import { planReminder } from '../due.ts';
import { ownEvent, putEvent, type EventRow } from '../events-of.ts';
import { readTemplate, type PlanItem } from '../rules/day-plan.ts';
import { saidTimes } from '../rules/event.ts';
import { LINK_KINDS, planningLimits } from '../rules/limits.ts';
import { shiftWall } from '../rules/walls.ts';
import { text } from './args.ts';
import { blankEvent } from './events.ts';
import { addItems, itemFields } from './plan.ts';

const templateItem = itemFields.omit({ ref: true }).extend({ day: z.int().min(0).max(6), isEvent: z.boolean() });

const fields = z.object({
  name: text(200).min(1),
  description: text(planningLimits.text).nullable(),
  category: text(60).nullable(),
  span: z.enum(['day', 'week']),
  isPublic: z.boolean(),
  items: z.array(templateItem).max(planningLimits.templateItems),
});
const someFields = fields.partial();

const toColumns = ({ name, description, category, span, isPublic, items }: z.output<typeof someFields>) => ({
  name,
  description: description === '' ? null : description,
  category: category === '' ? null : category,
  span,
  is_public: isPublic,
  ...(items && { items: jsonb(items) }),
});

const add = defineCommand('template.add', {
  args: someFields.required({ name: true, items: true }).extend({ id: rowId }),
  async apply(db, { id, ...args }, ctx) {
    // Not insertOwn: a template can be without a person, so the kit does not know the table.
    const taken = await db.selectFrom('plan_templates').select('user_id').where('id', '=', id).executeTakeFirst();
    if (taken) return taken.user_id === ctx.userId ? ok() : reject('conflict');
    await db
      .insertInto('plan_templates')
      .values({ ...given(toColumns(args)), id, user_id: ctx.userId, name: args.name, ...madeAt(ctx) })
      .execute();
    return ok();
  },
});

const edit = defineCommand('template.edit', {
  args: someFields.extend({ id: rowId }),
  async apply(db, { id, ...args }, ctx) {
    const { numUpdatedRows } = await db
      .updateTable('plan_templates')
      .set({ ...given(toColumns(args)), updated_at: ctx.now })
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 0n ? reject('not_found') : ok();
  },
});

const remove = defineCommand('template.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    await db.deleteFrom('plan_templates').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
    return ok();
  },
});

/** The items of a template on a day, or on the week that begins with it. The same template on the same day again adds nothing. */
const use = defineCommand('template.use', {
  args: z.object({ id: rowId, day, zone: text(64).min(1) }),
  async apply(db, { id, day: first, zone }, ctx) {
    const template = await db
      .selectFrom('plan_templates')
      .select(['user_id', 'items', 'is_public'])
      .where('id', '=', id)
      .where((row) => row.or([row('user_id', '=', ctx.userId), row('is_public', '=', true)]))
      .executeTakeFirst();
    if (!template) return reject('not_found');
    const byDay = new Map<string, PlanItem[]>();
    for (const [place, item] of readTemplate(template.items).entries()) {
      const on = addDays(first, item.day);
      const itemId = ctx.derivedId('plan_templates', id, on, place);
      if (item.isEvent && item.at !== null) {
        const start = shiftWall(on, item.at * 60_000);
        const times = saidTimes(null, { start, end: shiftWall(start, (item.minutes ?? 60) * 60_000), zone });
        if (!times || (await ownEvent(db, ctx, itemId))) continue;
        const linked_kind = LINK_KINDS.find((kind) => kind === item.kind) ?? null;
        await putEvent(db, ctx, { ...blankEvent(itemId), title: item.title, linked_kind, ...times } as EventRow);
        await planReminder(db, ctx, itemId);
      } else {
        const { title, kind, minutes, at } = item;
        byDay.set(on, [
          ...(byDay.get(on) ?? []),
          { id: itemId, title, kind, ref: null, minutes, at, isDone: false, from: null, to: null },
        ]);
      }
    }
    for (const [on, items] of byDay) {
      const outcome = await addItems(db, ctx, on, items);
      if (!outcome.ok) return outcome;
    }
    // Only one's own are counted: the row of another person is theirs to change.
    if (template.user_id === ctx.userId) {
      await db
        .updateTable('plan_templates')
        .set((row) => ({ use_count: row('use_count', '+', 1), updated_at: ctx.now }))
        .where('id', '=', id)
        .where('user_id', '=', ctx.userId)
        .execute();
    }
    return ok();
  },
});

export const templateCommands = [add, edit, remove, use] as const;
