// Events, plans and templates on the replica. Years of events are windowed here, so that a view reads what it shows and no more.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const COLUMNS = [
  'id',
  'title',
  'event_type',
  'start_time',
  'end_time',
  'all_day',
  'timezone',
  'location',
  'color',
  'reminders',
  'linked_kind',
  'linked_id',
  'recurrence_rule',
  'recurrence_end',
  'parent_event_id',
  'occurrence_key',
  'original_start',
  'excluded_dates',
  'extra_dates',
  'status',
  'actual_start',
  'actual_end',
  'filled_by',
] as const;

const YEAR_MS = 366 * 86_400_000;

/**
 * All that a view from `from` to `to` needs: events and occurrences with rows of their own in it, the series that reach into it, and
 * occurrences that were moved out of it (they say that the series has none there).
 */
export const eventsBetween = (from: Date, to: Date) => {
  const single = replicaDb
    .selectFrom('calendar_events')
    .select(COLUMNS)
    .where('start_time', '<', to)
    .where('start_time', '>', new Date(from.getTime() - YEAR_MS))
    .where('end_time', '>=', from)
    .where('recurrence_rule', 'is', null)
    .where('recurrence_end', 'is', null);
  const series = replicaDb
    .selectFrom('calendar_events')
    .select(COLUMNS)
    .where('start_time', '<', to)
    .where((event) => event.or([event('recurrence_rule', 'is not', null), event('recurrence_end', 'is not', null)]))
    .where((event) => event.or([event('recurrence_end', 'is', null), event('recurrence_end', '>=', from)]));
  const moved = replicaDb
    .selectFrom('calendar_events')
    .select(COLUMNS)
    .where('parent_event_id', 'is not', null)
    .where('original_start', '<', to)
    .where('original_start', '>', new Date(from.getTime() - 2 * 86_400_000));
  return single.union(series).union(moved).orderBy('start_time').orderBy('id');
};

export type EventRow = RowOf<typeof eventsBetween>;

const DETAILS = [...COLUMNS, 'description', 'source', 'source_uid'] as const;

export const eventById = (id: string) =>
  replicaDb.selectFrom('calendar_events').select(DETAILS).where('id', '=', id).orderBy('id').limit(1);

export type EventDetails = RowOf<typeof eventById>;

/** The rows that a change of a series can touch: the series, its second half after a split, and their occurrences. */
export const rowsOfSeries = (ids: readonly string[]) =>
  replicaDb
    .selectFrom('calendar_events')
    .select(DETAILS)
    .where((event) => event.or([event('id', 'in', ids), event('parent_event_id', 'in', ids)]))
    .orderBy('id');

export const allEvents = () => replicaDb.selectFrom('calendar_events').select(DETAILS).orderBy('start_time').orderBy('id');

/** What an import compares a file with. */
export const importedEvents = () =>
  replicaDb
    .selectFrom('calendar_events')
    .select(['id', 'source', 'source_uid', 'title'])
    .where('source', 'is not', null)
    .orderBy('source_uid')
    .orderBy('id');

export type ImportedEventRow = RowOf<typeof importedEvents>;

/** Whether there is anything in the calendar. */
export const anyEvent = () => replicaDb.selectFrom('calendar_events').select('id').orderBy('id').limit(1);

export const planOn = (day: string) =>
  replicaDb
    .selectFrom('daily_plans')
    .select(['id', 'date', 'items', 'notes', 'opened_at', 'closed_at', 'review', 'week_review'])
    .where('date', '=', day)
    .orderBy('id')
    .limit(1);

export const plansBetween = (from: string, to: string) =>
  replicaDb
    .selectFrom('daily_plans')
    .select(['id', 'date', 'items', 'notes', 'opened_at', 'closed_at', 'review', 'week_review'])
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .orderBy('id');

export type PlanRow = RowOf<typeof plansBetween>;

export const templates = () =>
  replicaDb
    .selectFrom('plan_templates')
    .select(['id', 'user_id', 'name', 'description', 'category', 'span', 'items', 'is_public', 'use_count'])
    .orderBy('use_count', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(300);

export type TemplateRow = RowOf<typeof templates>;

/** What can be linked to an event or pulled into a plan, by kind. */
export const linkables = () =>
  replicaDb
    .selectFrom('habits')
    .select(['id', 'name as title', sql<string>`'habit'`.as('kind')])
    .where('is_active', '=', true)
    .union(
      replicaDb
        .selectFrom('goals')
        .select(['id', 'title', sql<string>`'goal'`.as('kind')])
        .where('status', '=', 'active'),
    )
    .union(replicaDb.selectFrom('workouts').select(['id', 'name as title', sql<string>`'workout'`.as('kind')]))
    .union(
      replicaDb
        .selectFrom('books')
        .select(['id', 'title', sql<string>`'book'`.as('kind')])
        .where('status', '=', 'reading'),
    )
    .union(
      replicaDb
        .selectFrom('user_quests')
        .select(['id', 'title', sql<string>`'quest'`.as('kind')])
        .where('status', 'in', ['accepted', 'in_progress']),
    )
    .union(replicaDb.selectFrom('inbox_items').select(['id', 'title', sql<string>`'inbox'`.as('kind')]))
    .orderBy('title')
    .orderBy('id')
    .limit(400);

export type LinkableRow = RowOf<typeof linkables>;

export const lessonChoices = () =>
  replicaDb
    .selectFrom('learn_lessons')
    .select(['id', 'title'])
    .where('is_active', '=', true)
    .orderBy('title')
    .orderBy('id')
    .limit(200);

/** What was done on some days, for what an event can be filled by. */
export const doneBetween = (from: string, to: string) =>
  replicaDb
    .selectFrom('activity_events')
    .select(['id', 'event_type', 'occurrence_id', 'day', 'happened_at', 'amounts', 'metadata'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('taken_back_at', 'is', null)
    .where('event_type', 'in', ['workout', 'focus', 'reading', 'lesson'])
    .orderBy('happened_at')
    .orderBy('id')
    .limit(300);

export type DoneRow = RowOf<typeof doneBetween>;

/** Events with a reminder that is still to come: single ones from `from` on, and series that have not ended. */
export const remindedEvents = (from: Date) =>
  replicaDb
    .selectFrom('calendar_events')
    .select(COLUMNS)
    .where(sql<number>`cardinality(reminders)`, '>', 0)
    .where('status', '=', 'planned')
    .where((event) =>
      event.or([
        event('start_time', '>=', from),
        event.and([
          event('recurrence_rule', 'is not', null),
          event.or([event('recurrence_end', 'is', null), event('recurrence_end', '>=', from)]),
        ]),
      ]),
    )
    .orderBy('start_time')
    .orderBy('id')
    .limit(500);
