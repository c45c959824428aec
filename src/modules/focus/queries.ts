// What the replica knows of focus. Each query names its columns and has an order that ends in the key.
import { sql } from 'kysely';
import { OPEN_STATUSES } from '#schema/focus/rules.ts';
import { replicaDb } from '#src/replica/query-builder.ts';

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

/** Ended focus, newest first; breaks are not history. */
export const focusHistory = (limit: number) =>
  replicaDb
    .selectFrom('focus_sessions')
    .select(['id', 'mode', 'status', 'day', 'started_at', 'focused_seconds', 'task_title', 'tag', 'xp_awarded', 'coins_awarded'])
    .where('status', 'not in', OPEN_STATUSES)
    .where('phase', '=', 'focus')
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(limit);

/** Focus that counts: completed, or expired with what ran before its pause. */
const countedFocus = (fromDay: string) =>
  replicaDb
    .selectFrom('focus_sessions')
    .where('phase', '=', 'focus')
    .where('day', '>=', fromDay)
    .where((where) =>
      where.or([where('status', '=', 'completed'), where.and([where('status', '=', 'expired'), where('xp_awarded', '>', 0)])]),
    );

const totalSeconds = sql<number>`coalesce(sum(focused_seconds), 0)::int`.as('seconds');

export const focusByDay = (fromDay: string) =>
  countedFocus(fromDay)
    .select(({ fn }) => ['day', totalSeconds, fn.countAll<number>().as('sessions')])
    .groupBy('day')
    .orderBy('day');

export const focusByTag = (fromDay: string) =>
  countedFocus(fromDay)
    .select(({ fn }) => ['tag', totalSeconds, fn.countAll<number>().as('sessions')])
    .groupBy('tag')
    .orderBy('seconds', 'desc')
    .orderBy('tag')
    .limit(12);

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

export type ActiveFocusRow = Awaited<ReturnType<ReturnType<typeof activeFocus>['execute']>>[number];
export type FocusHistoryRow = Awaited<ReturnType<ReturnType<typeof focusHistory>['execute']>>[number];
export type FocusDayRow = Awaited<ReturnType<ReturnType<typeof focusByDay>['execute']>>[number];
export type FocusTagRow = Awaited<ReturnType<ReturnType<typeof focusByTag>['execute']>>[number];
