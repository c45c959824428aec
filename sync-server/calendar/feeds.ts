// The secret addresses of calendars: one for a person, replaced or deleted by the person. Whoever knows the token reads the events.
import type { Pool } from 'pg';
import { writeCalendar, type WrittenEvent } from '#schema/planning/files/ics-write.ts';
import { newToken } from '../auth/tokens.ts';
import type { Clock } from '../http/context.ts';

export interface CalendarFeed {
  token: string;
  createdAt: Date;
  readAt: Date | null;
}

export interface CalendarFeeds {
  of(userId: string): Promise<CalendarFeed | null>;
  /** A new token; the one before ends. */
  renew(userId: string): Promise<CalendarFeed>;
  revoke(userId: string): Promise<void>;
  /** Changes whenever an event of the calendar does; null for an unknown token. Reads no event's text. */
  version(token: string): Promise<{ userId: string; version: string } | null>;
  write(userId: string, token: string): Promise<string>;
}

interface FeedRow {
  token: string;
  created_at: Date;
  read_at: Date | null;
}

const toFeed = ({ token, created_at: createdAt, read_at: readAt }: FeedRow): CalendarFeed => ({ token, createdAt, readAt });

export const createCalendarFeeds = ({ pool, clock }: { pool: Pool; clock: Clock }): CalendarFeeds => ({
  async of(userId) {
    const { rows } = await pool.query<FeedRow>('select token, created_at, read_at from calendar_feeds where user_id = $1', [
      userId,
    ]);
    return rows[0] ? toFeed(rows[0]) : null;
  },
  async renew(userId) {
    const { rows } = await pool.query<FeedRow>(
      `insert into calendar_feeds (user_id, token, created_at) values ($1, $2, $3)
       on conflict (user_id) do update set token = excluded.token, created_at = excluded.created_at, read_at = null
       returning token, created_at, read_at`,
      [userId, newToken(), clock.now()],
    );
    if (!rows[0]) throw new Error('the calendar address was not stored');
    return toFeed(rows[0]);
  },
  async revoke(userId) {
    await pool.query('delete from calendar_feeds where user_id = $1', [userId]);
  },
  async version(token) {
    const { rows } = await pool.query<{ user_id: string; version: string }>(
      `select f.user_id, (
         select md5(coalesce(string_agg(e.id::text || extract(epoch from e.updated_at)::text, ',' order by e.id), ''))
         from calendar_events e where e.user_id = f.user_id
       ) as version
       from calendar_feeds f where f.token = $1`,
      [token],
    );
    return rows[0] ? { userId: rows[0].user_id, version: rows[0].version } : null;
  },
  async write(userId, token) {
    await pool.query('update calendar_feeds set read_at = $2 where token = $1', [token, clock.now()]);
    const { rows } = await pool.query<WrittenEvent>(
      `select id, title, description, location, reminders, start_time, end_time, all_day, timezone, recurrence_rule, recurrence_end,
         excluded_dates, extra_dates, parent_event_id, occurrence_key, original_start, status, source_uid, updated_at
       from calendar_events where user_id = $1 order by start_time, id`,
      [userId],
    );
    return writeCalendar('Cadence', rows);
  },
});
