// Changes of a whole series, and of an occurrence with all that follow, which splits the series in two.
import { ok, reject, type CommandContext, type CommandDb, type CommandOutcome } from '../../command/define.ts';
import { given } from '../../command/kit.ts';
import { noReminder, planReminder } from '../due.ts';
import { occurrenceId, occurrencesOf, ownEvent, putEvent, sharedChanges, withEnd, type EventRow } from '../events-of.ts';
import { isSaid, saidTimes } from '../rules/event.ts';
import { countBefore, endedBefore, movedRule, restFrom, storedRule } from '../rules/recurrence.ts';
import { movedDates, startWall, timeOfKey, zoneOf } from '../rules/series.ts';
import { dayOfWall, fullWall, instantToWall, shiftWall, wallToMs } from '../rules/walls.ts';
import { contentColumns, type SomeFields } from './args.ts';

const BAD_TIMES = 'The event ends before it starts, or lasts longer than a year.';
const BAD_RULE = 'The repetition cannot be read.';

/** `key`: the occurrence whose new times are said; the series moves by as much as that occurrence. */
export async function changeAll(
  db: CommandDb,
  ctx: CommandContext,
  series: EventRow,
  key: string | null,
  fields: SomeFields,
): Promise<CommandOutcome> {
  const said = isSaid(fields) ? seriesTimes(series, key, fields) : {};
  if (!said) return reject('invalid_arguments', BAD_TIMES);
  const [from, moved] = [startWall(series), { ...series, ...said }];
  const to = startWall(moved);
  const rule = ruleAfter(series, fields, { from, to }, zoneOf(moved));
  if (rule === undefined) return reject('invalid_arguments', BAD_RULE);
  const changed = withEnd({
    ...moved,
    ...given(contentColumns(fields)),
    recurrence_rule: rule,
    excluded_dates: rule === null ? [] : movedDates(series.excluded_dates, from, to),
    extra_dates: rule === null && fields.rule === null ? [] : movedDates(series.extra_dates, from, to),
  } as EventRow);
  if (!(await putEvent(db, ctx, changed))) return reject('conflict');
  await followSeries(db, ctx, series, changed);
  await planReminder(db, ctx, changed.id);
  return ok();
}

/** The stored rule after the change; null for none, undefined for one that cannot be read. */
function ruleAfter(
  series: EventRow,
  fields: SomeFields,
  { from, to }: { from: string; to: string },
  zone: string,
): string | null | undefined {
  if (fields.rule === null) return null;
  if (fields.rule !== undefined) return storedRule(fields.rule, to, zone) ?? undefined;
  if (series.recurrence_rule === null) return null;
  return from === to ? series.recurrence_rule : (storedRule(movedRule(series.recurrence_rule, from, to), to, zone) ?? undefined);
}

/** The times of the first occurrence when those of the occurrence `key` are said. */
function seriesTimes(series: EventRow, key: string | null, fields: SomeFields) {
  const first = startWall(series);
  const time = key === null ? undefined : timeOfKey(series, key);
  if (fields.start === undefined || time === undefined) {
    const { end, ...rest } = fields;
    if (end === undefined || time === undefined) return saidTimes(series, fields);
    const lengthMs = wallToMs(end) - wallToMs(wallAt(series, time.start));
    return lengthMs < 0 ? null : saidTimes(series, { ...rest, end: shiftWall(first, lengthMs) });
  }
  const by = wallToMs(fields.start) - wallToMs(wallAt(series, time.start));
  const start = shiftWall(first, by);
  return saidTimes(series, {
    ...fields,
    start,
    ...(fields.end !== undefined && { end: shiftWall(fields.end, wallToMs(start) - wallToMs(fields.start)) }),
  });
}

const wallAt = (series: EventRow, at: Date): string => instantToWall(at, zoneOf(series));

/** Occurrences with rows of their own follow their series in what they share with it, and are named by its new dates. */
async function followSeries(db: CommandDb, ctx: CommandContext, before: EventRow, after: EventRow): Promise<void> {
  const [from, to] = [startWall(before), startWall(after)];
  for (const row of await occurrencesOf(db, ctx, before.id)) {
    const [key = ''] = movedDates([row.occurrence_key ?? ''], from, to);
    await rename(db, ctx, row, { before, after, key });
  }
}

async function rename(
  db: CommandDb,
  ctx: CommandContext,
  row: EventRow,
  { before, after, key }: { before: EventRow; after: EventRow; key: string },
): Promise<void> {
  const time = after.recurrence_rule === null && after.extra_dates.length === 0 ? undefined : timeOfKey(after, key);
  const id = occurrenceId(ctx, after.id, key);
  if (id !== row.id) {
    await noReminder(db, ctx, row.id);
    await db.deleteFrom('calendar_events').where('id', '=', row.id).where('user_id', '=', ctx.userId).execute();
  }
  if (!time) {
    // The series has no such occurrence any more. What was done stays, as an event of its own.
    if (id === row.id)
      await db.deleteFrom('calendar_events').where('id', '=', row.id).where('user_id', '=', ctx.userId).execute();
    if (row.status === 'done')
      await putEvent(db, ctx, { ...row, parent_event_id: null, occurrence_key: null, original_start: null });
    return;
  }
  const isMoved = row.start_time.getTime() !== row.original_start?.getTime();
  const times = isMoved ? {} : { start_time: time.start, end_time: time.end, all_day: after.all_day, timezone: after.timezone };
  const changes = sharedChanges(row, before, after);
  await putEvent(db, ctx, {
    ...row,
    ...changes,
    ...times,
    id,
    parent_event_id: after.id,
    occurrence_key: key,
    original_start: time.start,
  });
  await planReminder(db, ctx, id);
}

/** The second half of a series that was split at a key. Two devices that split at the same one make the same row. */
const restId = (ctx: CommandContext, seriesId: string, key: string): string =>
  ctx.derivedId('calendar_events', seriesId, 'from', key);

export async function changeFollowing(
  db: CommandDb,
  ctx: CommandContext,
  series: EventRow,
  key: string,
  fields: SomeFields,
): Promise<CommandOutcome> {
  const id = restId(ctx, series.id, key);
  const split = await ownEvent(db, ctx, id);
  if (split) return changeAll(db, ctx, split, timeOfKey(split, key) ? key : null, fields);
  const time = timeOfKey(series, key);
  if (!time) return reject('not_found');
  const wall = wallAt(series, time.start);
  const { recurrence_rule: rule } = series;
  if (rule === null || countBefore(rule, startWall(series), wall) === 0) return changeAll(db, ctx, series, key, fields);
  const rest = withEnd({
    ...series,
    id,
    start_time: time.start,
    end_time: time.end,
    recurrence_rule: restFrom(rule, startWall(series), wall),
    excluded_dates: series.excluded_dates.filter((one) => one >= key),
    extra_dates: series.extra_dates.filter((one) => fullWall(one) >= wall),
    // The first half keeps the name by which an import knows the series.
    source: null,
    source_uid: null,
  });
  const later = (await occurrencesOf(db, ctx, series.id)).filter(({ occurrence_key }) => (occurrence_key ?? '') >= key);
  if (!(await putEvent(db, ctx, rest))) return reject('conflict');
  for (const row of later) await rename(db, ctx, row, { before: series, after: rest, key: row.occurrence_key ?? key });
  await endBefore(db, ctx, series, key);
  return changeAll(db, ctx, rest, key, fields);
}

/** The series without the occurrence and all that follow. False when nothing is left of it. */
export async function endBefore(db: CommandDb, ctx: CommandContext, series: EventRow, key: string): Promise<boolean> {
  const rule = series.recurrence_rule;
  const wall = fullWall(key.length === 10 ? key : key.slice(0, 16));
  if (rule === null || countBefore(rule, startWall(series), wall) === 0) return false;
  for (const row of await occurrencesOf(db, ctx, series.id)) {
    if ((row.occurrence_key ?? '') < key) continue;
    await noReminder(db, ctx, row.id);
    await db.deleteFrom('calendar_events').where('id', '=', row.id).where('user_id', '=', ctx.userId).execute();
  }
  const extra_dates = series.extra_dates.filter((one) => dayOfWall(one) < dayOfWall(key));
  const excluded_dates = series.excluded_dates.filter((one) => one < key);
  await putEvent(db, ctx, withEnd({ ...series, recurrence_rule: endedBefore(rule, wall), extra_dates, excluded_dates }));
  await planReminder(db, ctx, series.id);
  return true;
}
