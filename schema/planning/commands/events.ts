// Events and series: added, changed, deleted (this one, this and the following, or all), and put back as they were. The rule for two offline
// devices is that commands apply one after the other as they reach the server: an occurrence that one device deleted and the other changed
// afterwards takes place as changed; a change of a series reaches all that an occurrence still shared with it.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { given, insertOwn, insertionOutcome, madeAt, jsonb } from '../../command/kit.ts';
import { instant, rowId } from '../../command/values.ts';
import { noReminder, planReminder } from '../due.ts';
import {
  isSeries,
  linkColumns,
  occurrenceId,
  occurrenceRow,
  occurrencesOf,
  ownEvent,
  putEvent,
  withEnd,
  type EventRow,
  UNDONE,
} from '../events-of.ts';
import { EVENT_TYPES, planningLimits } from '../rules/limits.ts';
import { isSaid, saidTimes } from '../rules/event.ts';
import { storedRule } from '../rules/recurrence.ts';
import { startWall, timeOfKey, zoneOf } from '../rules/series.ts';
import { contentColumns, eventFields, occurrenceKey, reminders, SCOPES, someFields, text, type SomeFields } from './args.ts';
import { changeAll, changeFollowing, endBefore } from './series-changes.ts';

const BAD_TIMES = 'The event ends before it starts, or lasts longer than a year.';
const BAD_RULE = 'The repetition cannot be read.';

const done = z.object({ from: instant, to: instant, by: text(200).nullable() });

const add = defineCommand('event.add', {
  args: someFields.required({ title: true, start: true, end: true, zone: true }).extend({
    id: rowId,
    excluded: z.array(occurrenceKey).max(planningLimits.dates).default([]),
    /** What was done already, without having been planned. */
    done: done.nullable().default(null),
  }),
  async apply(db, { id, excluded, done: was, ...args }, ctx) {
    const times = saidTimes(null, args);
    if (!times) return reject('invalid_arguments', BAD_TIMES);
    const rule = args.rule == null ? null : storedRule(args.rule, startWall(times), zoneOf(times));
    if (args.rule != null && rule === null) return reject('invalid_arguments', BAD_RULE);
    const row = withEnd({
      ...blankEvent(id),
      ...given(contentColumns(args)),
      ...times,
      recurrence_rule: rule,
      excluded_dates: excluded,
    } as EventRow);
    const insertion = await insertOwn(db, ctx, 'calendar_events', {
      ...row,
      ...(await linkColumns(db, ctx, row)),
      excluded_dates: [...row.excluded_dates],
      extra_dates: [],
      reminders: [...row.reminders],
      ...(was && { status: 'done' as const, actual_start: new Date(was.from), actual_end: new Date(was.to), filled_by: was.by }),
      metadata: jsonb({}),
      ...madeAt(ctx),
    });
    if (insertion === 'inserted') await planReminder(db, ctx, id);
    return insertionOutcome(insertion);
  },
});

export const blankEvent = (id: string): Omit<EventRow, 'title' | 'start_time' | 'end_time' | 'all_day' | 'timezone'> => ({
  id,
  description: null,
  event_type: 'event',
  location: null,
  color: null,
  reminders: [],
  reminder_minutes: null,
  linked_kind: null,
  linked_id: null,
  workout_id: null,
  habit_id: null,
  goal_id: null,
  parent_event_id: null,
  occurrence_key: null,
  original_start: null,
  ...UNDONE,
});

const target = z.object({
  /** Of the event, the series, or the row of one occurrence. */
  id: rowId,
  scope: z.enum(SCOPES).default('this'),
  /** The occurrence of a series; null for an event that does not repeat. */
  key: occurrenceKey.nullable().default(null),
});

/** The event as it is named: an occurrence by its own row or by its series and key. */
export async function namedEvent(
  db: CommandDb,
  ctx: CommandContext,
  { id, key }: { id: string; key: string | null },
): Promise<{ series: EventRow | null; single: EventRow | null; key: string | null } | null> {
  const row = await ownEvent(db, ctx, id);
  if (!row) return null;
  if (row.parent_event_id !== null) {
    const series = (await ownEvent(db, ctx, row.parent_event_id)) ?? null;
    return { series, single: row, key: row.occurrence_key };
  }
  if (!isSeries(row) || key === null)
    return { series: isSeries(row) ? row : null, single: isSeries(row) ? null : row, key: null };
  const single = (await ownEvent(db, ctx, occurrenceId(ctx, id, key))) ?? null;
  return { series: row, single, key };
}

/** The row of an occurrence, made when it has none; null when the series has no such occurrence. */
export function ownRowOf(
  ctx: CommandContext,
  named: { series: EventRow | null; single: EventRow | null; key: string | null },
): EventRow | null {
  if (named.single) return named.single;
  const time = named.series && named.key !== null ? timeOfKey(named.series, named.key) : undefined;
  return named.series && time ? occurrenceRow(ctx, named.series, time) : null;
}

const edit = defineCommand('event.edit', {
  args: someFields.extend(target.shape),
  async apply(db, { id, scope, key, ...fields }, ctx) {
    const named = await namedEvent(db, ctx, { id, key });
    if (!named) return reject('not_found');
    if (named.series && (scope === 'all' || named.key === null)) return changeAll(db, ctx, named.series, named.key, fields);
    if (named.series && named.key !== null && scope === 'following')
      return changeFollowing(db, ctx, named.series, named.key, fields);
    const row = ownRowOf(ctx, named);
    return row ? changeOne(db, ctx, row, fields) : reject('not_found');
  },
});

/** An event that does not repeat, or one occurrence. A rule makes a series of an event that is no occurrence. */
async function changeOne(db: CommandDb, ctx: CommandContext, row: EventRow, fields: SomeFields): Promise<CommandOutcome> {
  const times = isSaid(fields) ? saidTimes(row, fields) : {};
  if (!times) return reject('invalid_arguments', BAD_TIMES);
  const changed = { ...row, ...given(contentColumns(fields)), ...times } as EventRow;
  if (fields.rule != null && row.parent_event_id === null) {
    const rule = storedRule(fields.rule, startWall(changed), zoneOf(changed));
    if (rule === null) return reject('invalid_arguments', BAD_RULE);
    changed.recurrence_rule = rule;
  }
  if (!(await putEvent(db, ctx, withEnd(changed)))) return reject('conflict');
  await planReminder(db, ctx, changed.id);
  if (changed.parent_event_id !== null) await planReminder(db, ctx, changed.parent_event_id);
  return ok();
}

const remove = defineCommand('event.delete', {
  args: target,
  async apply(db, { id, scope, key }, ctx) {
    const named = await namedEvent(db, ctx, { id, key });
    if (!named) return ok();
    const { series, single, key: named_key } = named;
    if (single && (scope === 'this' || !series)) await deleteRows(db, ctx, [single.id]);
    if (!series) return ok();
    if (scope === 'all' || named_key === null) await deleteSeries(db, ctx, series.id);
    else if (scope === 'following') {
      if (!(await endBefore(db, ctx, series, named_key))) await deleteSeries(db, ctx, series.id);
    } else {
      const excluded_dates = [...new Set([...series.excluded_dates, named_key])].toSorted();
      if (excluded_dates.length > planningLimits.dates) return reject('limit_exceeded', 'The series has too many exceptions.');
      await db.updateTable('calendar_events').set({ excluded_dates, updated_at: ctx.now }).where('id', '=', series.id).execute();
      await planReminder(db, ctx, series.id);
    }
    return ok();
  },
});

/** The occurrences are named, because a replica has no foreign keys. */
export async function deleteSeries(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await deleteRows(db, ctx, [...(await occurrencesOf(db, ctx, id)).map((row) => row.id), id]);
}

export async function deleteRows(db: CommandDb, ctx: CommandContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await noReminder(db, ctx, id);
    await db.deleteFrom('calendar_events').where('id', '=', id).where('user_id', '=', ctx.userId).execute();
  }
}

/** A row as a screen read it, to be put back. */
const storedEvent = eventFields.omit({ rule: true, link: true, reminders: true, start: true, end: true, type: true }).extend({
  id: rowId,
  type: z.enum(EVENT_TYPES),
  startAt: instant,
  endAt: instant,
  rule: text(planningLimits.rule).nullable(),
  reminders,
  link: z.object({ kind: text(40), id: text(80).nullable() }).nullable(),
  parentId: rowId.nullable(),
  key: occurrenceKey.nullable(),
  originalAt: instant.nullable(),
  excluded: z.array(occurrenceKey).max(planningLimits.dates),
  extra: z.array(z.string().max(19)).max(planningLimits.dates),
  status: z.enum(['planned', 'done', 'cancelled']),
  actualFrom: instant.nullable(),
  actualTo: instant.nullable(),
  filledBy: text(200).nullable(),
  source: text(80).nullable(),
  sourceUid: text(500).nullable(),
});
type StoredEvent = z.output<typeof storedEvent>;

/** Takes changes of events back: rows as they were, without those that the changes made. */
const putBack = defineCommand('event.putBack', {
  args: z.object({
    events: z.array(storedEvent).max(planningLimits.rows),
    remove: z.array(rowId).max(planningLimits.rows).default([]),
  }),
  async apply(db, args, ctx) {
    await deleteRows(db, ctx, args.remove);
    // Series first: their occurrences refer to them.
    const rows = args.events
      .map((one) => storedToRow(one))
      .toSorted((a, b) => Number(a.parent_event_id !== null) - Number(b.parent_event_id !== null));
    for (const row of rows) {
      if (row.end_time < row.start_time) return reject('invalid_arguments', BAD_TIMES);
      if (row.recurrence_rule !== null && storedRule(row.recurrence_rule, startWall(row), zoneOf(row)) === null)
        return reject('invalid_arguments', BAD_RULE);
      if (row.parent_event_id !== null && !(await ownEvent(db, ctx, row.parent_event_id))) return reject('not_found');
      if (!(await putEvent(db, ctx, withEnd(row)))) return reject('conflict');
      await planReminder(db, ctx, row.id);
    }
    return ok();
  },
});

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));

const storedToRow = (one: StoredEvent): EventRow => ({
  ...blankEvent(one.id),
  title: one.title,
  description: one.description,
  event_type: one.type,
  location: one.location,
  color: one.color,
  reminders: one.reminders,
  reminder_minutes: one.reminders[0] ?? null,
  linked_kind: one.link?.kind ?? null,
  linked_id: one.link?.id ?? null,
  start_time: new Date(one.startAt),
  end_time: new Date(one.endAt),
  all_day: one.allDay,
  timezone: one.zone,
  recurrence_rule: one.rule,
  parent_event_id: one.parentId,
  occurrence_key: one.key,
  original_start: dateOrNull(one.originalAt),
  excluded_dates: one.excluded,
  extra_dates: one.extra.filter((wall) => !Number.isNaN(Date.parse(wall.length === 10 ? wall : `${wall}Z`))),
  status: one.status,
  actual_start: dateOrNull(one.actualFrom),
  actual_end: dateOrNull(one.actualTo),
  filled_by: one.filledBy,
  source: one.source,
  source_uid: one.sourceUid,
});

/** Several events at once, each one occurrence: the answer to a proposal. Taken back by `event.putBack`. */
const moveMany = defineCommand('event.moveMany', {
  args: z.object({
    moves: z
      .array(
        target.pick({ id: true, key: true }).extend({
          start: eventFields.shape.start,
          end: eventFields.shape.end,
          title: text(planningLimits.title).min(1).optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  async apply(db, { moves }, ctx) {
    for (const { id, key, ...fields } of moves) {
      const named = await namedEvent(db, ctx, { id, key });
      const row = named && ownRowOf(ctx, named);
      // Deleted meanwhile on another device: the others still move.
      if (!row) continue;
      const outcome = await changeOne(db, ctx, row, fields);
      if (!outcome.ok) return outcome;
    }
    return ok();
  },
});

export const ownEventCommands = [add, edit, remove, putBack, moveMany] as const;
