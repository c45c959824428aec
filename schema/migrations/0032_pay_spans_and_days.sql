-- When what is paid was done, so that no time of a person is paid twice; and days that a wrong clock or a made-up date left behind.

alter table points_ledger add column if not exists span_from timestamptz;
alter table points_ledger add column if not exists span_to timestamptz;
create index if not exists points_ledger_user_id_span_to_idx on points_ledger (user_id, span_to);

update points_ledger as entry
   set span_from = session.started_at, span_to = coalesce(session.completed_at, session.expires_at)
  from focus_sessions as session
 where entry.event_type = 'focus' and entry.event_id = session.id::text and entry.user_id = session.user_id
   and entry.span_from is null and coalesce(session.completed_at, session.expires_at) is not null;

-- As LONGEST_PAID_WORKOUT_MS: a workout that nobody finished for days was training in its first hours.
update points_ledger as entry
   set span_from = session.started_at, span_to = least(session.completed_at, session.started_at + interval '4 hours')
  from workout_sessions as session
 where entry.event_type = 'workout' and entry.event_id = session.id::text and entry.user_id = session.user_id
   and entry.span_from is null and session.completed_at is not null;

-- A day cannot be more than two from the UTC dates between which it was done, whatever the zone and the hour at which a day begins.
update focus_sessions
   set day = (coalesce(completed_at, abandoned_at, started_at) at time zone 'UTC')::date
 where day < (started_at at time zone 'UTC')::date - 2
    or day > (greatest(completed_at, abandoned_at, expires_at, started_at) at time zone 'UTC')::date + 2;

update workout_sessions
   set day = (coalesce(completed_at, started_at) at time zone 'UTC')::date
 where day < (started_at at time zone 'UTC')::date - 2
    or day > (greatest(completed_at, started_at) at time zone 'UTC')::date + 2;

update points_ledger as entry
   set day = session.day
  from focus_sessions as session
 where entry.event_type = 'focus' and entry.event_id = session.id::text and entry.user_id = session.user_id
   and entry.day is not null and session.day is not null and abs(entry.day - session.day) > 2;

update points_ledger as entry
   set day = session.day
  from workout_sessions as session
 where entry.event_type = 'workout' and entry.event_id = session.id::text and entry.user_id = session.user_id
   and entry.day is not null and session.day is not null and abs(entry.day - session.day) > 2;

update points_ledger set day = (created_at at time zone 'UTC')::date where day > (created_at at time zone 'UTC')::date + 2;

-- Streaks are a function of the ledger's days, where it knows all of them. Counted again for those that say something else.
with active as (
  select user_id, event_type, day from points_ledger where day is not null
   group by user_id, event_type, day
  having count(*) filter (where reverses_id is null) > count(*) filter (where reverses_id is not null)
), runs as (
  select user_id, event_type, day, day - (row_number() over (partition by user_id, event_type order by day))::int as run from active
), lengths as (
  select user_id, event_type, count(*)::int as days, max(day) as last_day from runs group by user_id, event_type, run
), streaks as (
  select user_id, event_type, max(days) as longest, max(last_day) as last_day, (array_agg(days order by last_day desc))[1] as current
    from lengths group by user_id, event_type
)
update user_streaks as stored
   set current_streak = streaks.current, longest_streak = streaks.longest, last_activity_date = streaks.last_day
  from streaks
 where stored.user_id = streaks.user_id and stored.streak_type = streaks.event_type
   and (stored.current_streak, stored.longest_streak, stored.last_activity_date)
       is distinct from (streaks.current, streaks.longest, streaks.last_day)
   and not exists (
     select from points_ledger as undated
      where undated.user_id = stored.user_id and undated.event_type = stored.streak_type and undated.day is null
   );
