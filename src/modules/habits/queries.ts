// Habits as the replica has them.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const COLUMNS = [
  'habits.id',
  'habits.name',
  'habits.description',
  'habits.question',
  'habits.kind',
  'habits.frequency',
  'habits.target_count',
  'habits.custom_days',
  'habits.interval_days',
  'habits.target_value',
  'habits.target_type',
  'habits.unit',
  'habits.icon',
  'habits.color',
  'habits.group_name',
  'habits.reminders',
  'habits.linked_kind',
  'habits.linked_id',
  'habits.linked_measure',
  'habits.is_active',
  'habits.current_streak',
  'habits.longest_streak',
  'habits.sort_order',
] as const;

/**
 * Each habit with its entries from a day on as one text, which a hundredth of the work of a row for each entry makes:
 * `2026-03-02d5.5` is done with 5.5, `s` skipped, `m` missed.
 */
export const habitsWithEntries = (fromDay: string) =>
  replicaDb
    .selectFrom('habits')
    .leftJoin(
      (from) =>
        from
          .selectFrom('habit_completions')
          .select([
            'habit_id',
            sql<string>`string_agg(completed_date::text || left(mark, 1) || coalesce(value::text, ''), ',')`.as('entries'),
          ])
          .where('completed_date', '>=', fromDay)
          .groupBy('habit_id')
          .as('history'),
      (join) => join.onRef('history.habit_id', '=', 'habits.id'),
    )
    .select([...COLUMNS, 'history.entries'])
    .orderBy('habits.sort_order')
    .orderBy('habits.id');

export type HabitRow = RowOf<typeof habitsWithEntries>;

export const habitById = (id: string) =>
  replicaDb.selectFrom('habits').select(COLUMNS).where('id', '=', id).orderBy('id').limit(1);

export type HabitDetails = RowOf<typeof habitById>;

/** All that is known of its days, oldest first. */
export const habitEntries = (id: string) =>
  replicaDb
    .selectFrom('habit_completions')
    .select(['id', 'completed_date', 'mark', 'value', 'notes', 'linked_kind'])
    .where('habit_id', '=', id)
    .orderBy('completed_date')
    .orderBy('id');

export type HabitEntryRow = RowOf<typeof habitEntries>;

export const habitPauses = () =>
  replicaDb
    .selectFrom('habit_pauses')
    .select(['id', 'habit_id', 'from_day', 'to_day', 'reason'])
    .orderBy('from_day', 'desc')
    .orderBy('id');

export type PauseRow = RowOf<typeof habitPauses>;

export const habitGroups = () =>
  replicaDb
    .selectFrom('habits')
    .select('group_name')
    .distinct()
    .where('group_name', 'is not', null)
    .orderBy('group_name')
    .limit(100);

export const remindedHabits = () =>
  replicaDb
    .selectFrom('habits')
    .select(['id', 'name', 'question', 'reminders'])
    .where('is_active', '=', true)
    .where(sql<string>`reminders::text`, '<>', '{}')
    .orderBy('id')
    .limit(500);

/** What an import compares a file with: each habit with its days as one text. */
export const habitsForImport = () =>
  replicaDb
    .selectFrom('habits')
    .select((eb) => [
      'habits.id',
      'habits.name',
      'habits.source',
      'habits.source_key',
      eb
        .selectFrom('habit_completions')
        .select(sql<string | null>`string_agg(completed_date::text, ',')`.as('days'))
        .whereRef('habit_completions.habit_id', '=', 'habits.id')
        .as('days'),
    ])
    .orderBy('habits.sort_order')
    .orderBy('habits.id');

/** Habits that an import made or gave days. */
export const importedHabits = () =>
  replicaDb
    .selectFrom('habit_completions')
    .select(['habit_id as id', 'source', sql<string | null>`null`.as('key')])
    .where('source', 'is not', null)
    .union(replicaDb.selectFrom('habits').select(['id', 'source', 'source_key as key']).where('source', 'is not', null))
    .orderBy('id');

export type ImportedHabitRow = RowOf<typeof importedHabits>;

/** All that an export holds: each habit with its days as JSON. */
export const habitsForExport = () =>
  replicaDb
    .selectFrom('habits')
    .select((eb) => [
      ...COLUMNS,
      eb
        .selectFrom('habit_completions')
        .select(
          sql<{ day: string; mark: string; value: number | null; note: string | null }[] | null>`json_agg(json_build_object(
            'day', completed_date, 'mark', mark, 'value', value::float8, 'note', notes) order by completed_date)`.as('days'),
        )
        .whereRef('habit_completions.habit_id', '=', 'habits.id')
        .as('days'),
    ])
    .orderBy('habits.sort_order')
    .orderBy('habits.id');

export type ExportedHabitRow = RowOf<typeof habitsForExport>;
