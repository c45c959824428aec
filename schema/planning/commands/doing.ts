// What becomes of an event: done or open again, reminded of, put off. Done is an occurrence that pays nothing of its own: what an event is
// linked to pays when it is done, and fills the event (schema/planning/fill.ts).
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { day, instant, rowId } from '../../command/values.ts';
import { dueAt } from '../../due/due.ts';
import { occurred, takenBack } from '../../progress/occurrences.ts';
import { eventNotice, noReminder, planReminder, remindedStart } from '../due.ts';
import { ownEvent, putEvent } from '../events-of.ts';
import { namedEvent, ownRowOf } from './events.ts';
import { occurrenceKey } from './args.ts';

const complete = defineCommand('event.complete', {
  args: z
    .object({
      id: rowId,
      key: occurrenceKey.nullable().default(null),
      isDone: z.boolean(),
      /** What was really done; null for as planned. */
      from: instant.nullable().default(null),
      to: instant.nullable().default(null),
      day,
    })
    .refine(({ from, to }) => from === null || to === null || from <= to, { path: ['to'], error: 'It ends before it starts.' }),
  async apply(db, { id, key, isDone, from, to, day: on }, ctx) {
    const named = await namedEvent(db, ctx, { id, key });
    const row = named && ownRowOf(ctx, named);
    if (!row) return reject('not_found');
    const was = {
      status: isDone ? ('done' as const) : ('planned' as const),
      actual_start: isDone ? new Date(from ?? row.start_time) : null,
      actual_end: isDone ? new Date(to ?? row.end_time) : null,
      filled_by: null,
    };
    if (!(await putEvent(db, ctx, { ...row, ...was }))) return reject('conflict');
    await noReminder(db, ctx, row.id);
    if (!isDone) await planReminder(db, ctx, row.id);
    const ref = { kind: 'plan' as const, id: row.id, reason: `Event: ${row.title}` };
    if (!isDone) await takenBack(db, ctx, ref);
    else {
      const links = row.linked_kind !== null && row.linked_id !== null ? [{ kind: row.linked_kind, id: row.linked_id }] : [];
      await occurred(db, ctx, { ...ref, day: on, at: ctx.now, amounts: {}, links });
    }
    return ok();
  },
});

const remind = defineCommand('event.remind', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const event = await ownEvent(db, ctx, id);
    // Deleted since: there is nothing to remind of.
    if (!event) return ok();
    const start = event.status === 'planned' ? await remindedStart(db, ctx, event) : null;
    if (start) await dueAt(db, ctx, { kind: 'event_reminder', key: id, at: ctx.now, notice: eventNotice(event, start) });
    await planReminder(db, ctx, id);
    return ok();
  },
});

const snooze = defineCommand('event.snooze', {
  args: z.object({
    id: rowId,
    startsAt: instant,
    minutes: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  async apply(db, { id, startsAt, minutes }, ctx) {
    const event = await ownEvent(db, ctx, id);
    if (!event) return reject('not_found');
    const at = new Date(ctx.now.getTime() + minutes * 60_000);
    await dueAt(db, ctx, { kind: 'event_reminder', key: id, at, notice: eventNotice(event, new Date(startsAt)) });
    return ok();
  },
});

export const doingCommands = [complete, remind, snooze] as const;
