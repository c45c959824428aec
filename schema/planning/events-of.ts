// Reads and writes of events that several commands share. Invariant: an occurrence's row has an id made of its series and key, so that two
// offline devices make one row.
import type { Selectable } from 'kysely';
import { given, jsonb, ownRow, owns, type OwnTable } from '../command/kit.ts';
import type { CommandContext, CommandDb } from '../command/define.ts';
import type { Database } from '../database.ts';
import { CONTENT_COLUMNS, EVENT_COLUMNS } from './rules/event.ts';
import { endOfSeries, type SeriesTime } from './rules/series.ts';

export type EventRow = Pick<Selectable<Database['calendar_events']>, (typeof EVENT_COLUMNS)[number]>;

export const ownEvent = (db: CommandDb, ctx: CommandContext, id: string): Promise<EventRow | undefined> =>
  ownRow(db, ctx, 'calendar_events', id, EVENT_COLUMNS);

export const occurrenceId = (ctx: CommandContext, seriesId: string, key: string): string =>
  ctx.derivedId('calendar_events', seriesId, key);

/** The rows of single occurrences of a series, by key. */
export const occurrencesOf = (db: CommandDb, ctx: CommandContext, seriesId: string): Promise<EventRow[]> =>
  db
    .selectFrom('calendar_events')
    .select(EVENT_COLUMNS)
    .where('parent_event_id', '=', seriesId)
    .where('user_id', '=', ctx.userId)
    .orderBy('occurrence_key')
    .orderBy('id')
    .execute();

const LINK_TABLES: Readonly<Record<string, { table: OwnTable; column: 'workout_id' | 'habit_id' | 'goal_id' }>> = {
  workout: { table: 'workouts', column: 'workout_id' },
  habit: { table: 'habits', column: 'habit_id' },
  goal: { table: 'goals', column: 'goal_id' },
};

/** The columns that refer to another table, for a record that the person has. */
export async function linkColumns(
  db: CommandDb,
  ctx: CommandContext,
  { linked_kind, linked_id }: Pick<EventRow, 'linked_kind' | 'linked_id'>,
) {
  const none = { workout_id: null, habit_id: null, goal_id: null };
  const of = LINK_TABLES[linked_kind ?? ''];
  if (!of || linked_id === null || !isUuid(linked_id)) return none;
  return (await owns(db, ctx, of.table, linked_id)) ? { ...none, [of.column]: linked_id } : none;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Writes a row as it is to be. False when another person's row has the id. */
export async function putEvent(db: CommandDb, ctx: CommandContext, { id, ...row }: EventRow): Promise<boolean> {
  const columns = {
    ...row,
    ...(await linkColumns(db, ctx, row)),
    reminders: [...row.reminders],
    excluded_dates: [...row.excluded_dates],
    extra_dates: [...row.extra_dates],
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('calendar_events')
    .values({ ...columns, id, user_id: ctx.userId, metadata: jsonb({}), created_at: ctx.now, updated_at: ctx.now })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ ...columns, updated_at: ctx.now })
        .where('calendar_events.user_id', '=', ctx.userId),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export const withEnd = <Row extends EventRow>(row: Row): Row => ({
  ...row,
  recurrence_end: row.recurrence_rule === null && row.extra_dates.length === 0 ? null : endOfSeries(row),
});

export const isSeries = ({ recurrence_rule, extra_dates }: Pick<EventRow, 'recurrence_rule' | 'extra_dates'>): boolean =>
  recurrence_rule !== null || extra_dates.length > 0;

/** What an event has of its own at first: no rule, nothing done, no file that it came from. */
export const UNDONE = {
  recurrence_rule: null,
  recurrence_end: null,
  excluded_dates: [],
  extra_dates: [],
  status: 'planned',
  actual_start: null,
  actual_end: null,
  filled_by: null,
  source: null,
  source_uid: null,
} as const satisfies Partial<EventRow>;

/** The row that one occurrence of a series gets when something of it alone is to be stored. */
export function occurrenceRow(ctx: CommandContext, series: EventRow, { key, start, end }: SeriesTime): EventRow {
  return {
    ...series,
    id: occurrenceId(ctx, series.id, key),
    start_time: start,
    end_time: end,
    parent_event_id: series.id,
    occurrence_key: key,
    original_start: start,
    ...UNDONE,
  };
}

/** The changes of a series for an occurrence of its own: what the occurrence shared with the series follows it. */
export function sharedChanges(occurrence: EventRow, before: EventRow, after: EventRow): Partial<EventRow> {
  const changes = CONTENT_COLUMNS.filter(
    (column) => !isSame(before[column], after[column]) && isSame(occurrence[column], before[column]),
  ).map((column) => [column, after[column]] as const);
  return given(Object.fromEntries(changes) as Partial<EventRow>);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
