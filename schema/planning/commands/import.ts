// Events from a calendar file. The same file again changes nothing: ids are functions of the source and the event's UID. What was imported
// and changed since stays as it was changed.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given } from '../../command/kit.ts';
import { planReminder } from '../due.ts';
import { occurrenceId, occurrenceRow, ownEvent, putEvent, withEnd, type EventRow } from '../events-of.ts';
import { planningLimits } from '../rules/limits.ts';
import { saidTimes } from '../rules/event.ts';
import { storedRule } from '../rules/recurrence.ts';
import { startWall, timeOfKey, zoneOf } from '../rules/series.ts';
import { fullWall, wallToInstant } from '../rules/walls.ts';
import { contentColumns, eventFields, occurrenceKey, text, wall } from './args.ts';
import { blankEvent, deleteSeries } from './events.ts';

const source = text(80).min(1);

const importedTimes = eventFields.pick({ title: true, start: true, end: true, allDay: true, zone: true });
const importedContent = eventFields.pick({ description: true, location: true, reminders: true }).partial();

export const importedEvent = importedTimes.extend(importedContent.shape).extend({
  uid: text(500).min(1),
  rule: text(planningLimits.rule).nullable(),
  excluded: z.array(occurrenceKey).max(planningLimits.dates),
  extra: z.array(wall).max(planningLimits.dates),
  /** Occurrences that differ from the rule. */
  overrides: z
    .array(importedTimes.extend(importedContent.shape).extend({ key: occurrenceKey, isCancelled: z.boolean() }))
    .max(planningLimits.rows),
});
export type ImportedEvent = z.output<typeof importedEvent>;

const importEvents = defineCommand('event.import', {
  args: z.object({ source, events: z.array(importedEvent).min(1).max(planningLimits.rows) }),
  async apply(db, args, ctx) {
    for (const event of args.events) {
      const id = ctx.derivedId('calendar_events', args.source, event.uid);
      if (await ownEvent(db, ctx, id)) continue;
      const row = importedRow(id, args.source, event);
      if (!row) return reject('invalid_arguments', `“${event.title}” cannot be read.`);
      await putEvent(db, ctx, row);
      for (const override of event.overrides) await putOverride(db, ctx, row, override);
      await planReminder(db, ctx, id);
    }
    return ok();
  },
});

function importedRow(id: string, from: string, event: ImportedEvent): EventRow | null {
  const times = saidTimes(null, event);
  if (!times) return null;
  const rule = event.rule === null ? null : storedRule(event.rule, startWall(times), zoneOf(times));
  if (event.rule !== null && rule === null) return null;
  return withEnd({
    ...blankEvent(id),
    ...given(contentColumns(event)),
    ...times,
    recurrence_rule: rule,
    excluded_dates: event.excluded,
    extra_dates: event.extra.map((date) => (times.all_day ? date.slice(0, 10) : date)),
    source: from,
    source_uid: event.uid,
  } as EventRow);
}

async function putOverride(
  db: CommandDb,
  ctx: CommandContext,
  series: EventRow,
  { key, isCancelled, ...override }: ImportedEvent['overrides'][number],
): Promise<void> {
  const times = saidTimes(null, override);
  if (!times) return;
  const time = timeOfKey(series, key) ?? { key, start: placeOfKey(series, key), end: times.end_time };
  const row = occurrenceRow(ctx, series, time);
  await putEvent(db, ctx, {
    ...row,
    ...given(contentColumns(override)),
    ...times,
    id: occurrenceId(ctx, series.id, key),
    status: isCancelled ? 'cancelled' : 'planned',
  } as EventRow);
}

/** The time that an occurrence outside the rule replaces. */
function placeOfKey(series: EventRow, key: string): Date {
  const start = fullWall(startWall(series));
  return wallToInstant(key.length === 10 ? `${key}${start.slice(10)}` : key, zoneOf(series));
}

/** Takes back what an import brought, with all that was changed in it since. */
const undoImport = defineCommand('event.undoImport', {
  args: z.object({ source, uids: z.array(text(500).min(1)).min(1).max(planningLimits.rows) }),
  async apply(db, args, ctx) {
    for (const uid of args.uids) {
      const id = ctx.derivedId('calendar_events', args.source, uid);
      const event = await ownEvent(db, ctx, id);
      if (event?.source === args.source) await deleteSeries(db, ctx, id);
    }
    return ok();
  },
});

export const importCommands = [importEvents, undoImport] as const;
