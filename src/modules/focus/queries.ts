// What the replica knows of focus. Each query names its columns and has an order that ends in the key.
import { sql, type ExpressionBuilder } from 'kysely';
import type { Database } from '#schema/database.ts';
import { OPEN_STATUSES } from '#schema/focus/rules.ts';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const ACTIVE_COLUMNS = [
  'id',
  'mode',
  'phase',
  'cycle',
  'status',
  'duration_seconds',
  'started_at',
  'paused_at',
  'paused_ms',
  'completed_at',
  'abandoned_at',
  'expires_at',
  'task_title',
  'tag',
  'day',
] as const;

/**
 * The open session, of which a person has at most one. Without a limit: for one row Postgres would go back in time along all that
 * ever ended, in the hope of meeting an open one soon.
 */
export const activeFocus = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(ACTIVE_COLUMNS)
    .where('status', 'in', OPEN_STATUSES)
    .orderBy('started_at', 'desc')
    .orderBy('id');

/** The session that ended last: a pomodoro's next step follows from it. */
export const lastEndedFocus = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(ACTIVE_COLUMNS)
    .where('status', 'not in', OPEN_STATUSES)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(1);

/** How often a session was paused. */
const pausesOf = (session: ExpressionBuilder<Database, 'focus_sessions'>) =>
  session
    .selectFrom('focus_pause_state')
    .select(({ fn }) => fn.countAll<number>().as('pauses'))
    .whereRef('focus_pause_state.session_id', '=', 'focus_sessions.id');

/** Ended focus, newest first; breaks are not history. */
export const focusHistory = (limit: number) =>
  replicaDb
    .selectFrom('focus_sessions')
    .select((session) => [
      'id',
      'mode',
      'status',
      'day',
      'started_at',
      'focused_seconds',
      'task_title',
      'task_kind',
      'tag',
      'xp_awarded',
      'coins_awarded',
      'interruptions',
      pausesOf(session).as('pauses'),
    ])
    .where('status', 'not in', OPEN_STATUSES)
    .where('phase', '=', 'focus')
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit);

/** After every day of a person: `toDay` of a query without an end. */
const LAST_DAY = '9999-12-31';

/** Focus that counts: completed, or expired with what ran before its pause. */
const countedFocus = (fromDay: string, toDay: string = LAST_DAY) =>
  replicaDb
    .selectFrom('focus_sessions')
    .where('phase', '=', 'focus')
    .where('day', '>=', fromDay)
    .where('day', '<=', toDay)
    .where((where) =>
      where.or([where('status', '=', 'completed'), where.and([where('status', '=', 'expired'), where('xp_awarded', '>', 0)])]),
    );

const totalSeconds = sql<number>`coalesce(sum(focused_seconds), 0)::int`.as('seconds');

export const focusByDay = (fromDay: string, toDay?: string) =>
  countedFocus(fromDay, toDay)
    .select(({ fn }) => ['day', totalSeconds, fn.countAll<number>().as('sessions')])
    .groupBy('day')
    .orderBy('day');

export const focusByTag = (fromDay: string, toDay?: string) =>
  countedFocus(fromDay, toDay)
    .select(({ fn }) => ['tag', totalSeconds, fn.countAll<number>().as('sessions')])
    .groupBy('tag')
    .orderBy('seconds', 'desc')
    .orderBy('tag')
    .limit(12);

/** The starts and lengths of a period's sessions, for the hours of the day. */
export const focusStarts = (fromDay: string, toDay: string) =>
  countedFocus(fromDay, toDay).select(['id', 'started_at', 'focused_seconds']).orderBy('started_at').orderBy('id');

/** The day of the first session: charts cannot go back further. */
export const firstFocusDay = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(({ fn }) => fn.min('day').as('day'))
    .where('phase', '=', 'focus');

export const interruptionsOf = (id: string) =>
  replicaDb.selectFrom('focus_sessions').select(['id', 'interruptions']).where('id', '=', id).orderBy('id');

/** All focus with its pauses, oldest first, for the file. */
export const focusForExport = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select((session) => [
      'id',
      'day',
      'started_at',
      'completed_at',
      'abandoned_at',
      'expires_at',
      'mode',
      'status',
      'focused_seconds',
      'duration_seconds',
      'task_title',
      'task_kind',
      'tag',
      'interruptions',
      'xp_awarded',
      'coins_awarded',
      pausesOf(session).as('pauses'),
    ])
    .where('phase', '=', 'focus')
    .where('status', 'not in', OPEN_STATUSES)
    .orderBy('started_at')
    .orderBy('id');

type TargetKind = 'habit' | 'goal' | 'task';

/** What a session can be for: habits, open goals and what waits in the inbox. */
export const focusTargets = () =>
  replicaDb
    .selectFrom('habits')
    .select(['id', 'name as title', sql<TargetKind>`'habit'`.as('kind')])
    .where('is_active', '=', true)
    .unionAll(
      replicaDb
        .selectFrom('goals')
        .select(['id', 'title', sql<TargetKind>`'goal'`.as('kind')])
        .where('status', '=', 'active'),
    )
    .unionAll(replicaDb.selectFrom('inbox_items').select(['id', 'title', sql<TargetKind>`'task'`.as('kind')]))
    .orderBy('kind')
    .orderBy('title')
    .orderBy('id')
    .limit(300);

/** Titles used lately with their tags, most recent first, to choose from. */
export const recentFocusTitles = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(({ fn }) => ['task_title', fn.max('started_at').as('used_at')])
    .where('task_title', 'is not', null)
    .groupBy('task_title')
    .orderBy('used_at', 'desc')
    .orderBy('task_title')
    .limit(20);

export const recentFocusTags = () =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(({ fn }) => ['tag', fn.max('started_at').as('used_at')])
    .where('tag', 'is not', null)
    .groupBy('tag')
    .orderBy('used_at', 'desc')
    .orderBy('tag')
    .limit(20);

export type ActiveFocusRow = RowOf<typeof activeFocus>;
export type FocusHistoryRow = RowOf<typeof focusHistory>;
export type FocusTargetRow = RowOf<typeof focusTargets>;
export type ExportedFocusRow = RowOf<typeof focusForExport>;
export type FocusDayRow = RowOf<typeof focusByDay>;
export type FocusTagRow = RowOf<typeof focusByTag>;

/** What the person bought to listen to. */
export const boughtSounds = () =>
  replicaDb
    .selectFrom('user_market_purchases')
    .innerJoin('market_items', 'market_items.id', 'user_market_purchases.item_id')
    .select(['user_market_purchases.id', 'effect'])
    .where('effect_kind', '=', 'focus_sound')
    .where('status', '=', 'active')
    .orderBy('user_market_purchases.id');

/** Levels of sounds under a name. */
export const soundMixes = () =>
  replicaDb
    .selectFrom('focus_libraries')
    .select(['id', 'name', 'levels'])
    .where('library_type', '=', 'noise')
    .orderBy('name')
    .orderBy('id');
export type SoundMixRow = RowOf<typeof soundMixes>;
