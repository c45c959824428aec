-- Occurrences (schema/progress/occurrences.ts): activity_events becomes one row for each thing done, with what was measured, and
-- occurrence_totals keeps the sums by person, kind, measure and day. The totals of older rows are counted after this migration
-- (schema/progress/recount.ts), because their ids are not computed in SQL.

create table if not exists occurrence_totals (
  -- A function of person, kind, measure and day: two devices that add to one total make one row.
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  measure text not null,
  day date not null,
  amount bigint not null
);
create index if not exists occurrence_totals_user_id_kind_measure_day_idx on occurrence_totals (user_id, kind, measure, day);

-- The id of what was done, within its kind. Null for events from before that are part of another row's history.
alter table activity_events add column if not exists occurrence_id text;
-- 2 for what was done again after it was taken back.
alter table activity_events add column if not exists generation int not null default 1;
alter table activity_events add column if not exists day date;
alter table activity_events add column if not exists happened_at timestamptz;
alter table activity_events add column if not exists amounts jsonb not null default '{}';
alter table activity_events add column if not exists skills jsonb not null default '[]';
alter table activity_events add column if not exists links jsonb not null default '[]';
alter table activity_events add column if not exists taken_back_at timestamptz;
create index if not exists activity_events_user_id_event_type_day_idx on activity_events (user_id, event_type, day);

-- Older events were one row for each ledger entry. The row of the first entry becomes the occurrence.
with entries as (
  select user_id, event_type, event_id,
         count(*) filter (where reverses_id is null)::int as paid,
         count(*) filter (where reverses_id is not null)::int as reversed,
         max(created_at) filter (where reverses_id is not null) as reversed_at,
         (array_agg(day order by created_at desc) filter (where reverses_id is null))[1] as day,
         (array_agg(coalesce(span_to, created_at) order by created_at desc) filter (where reverses_id is null))[1] as happened_at
    from points_ledger
   where day is not null and event_id is not null
   group by user_id, event_type, event_id
)
update activity_events as event
   set occurrence_id = entries.event_id, generation = entries.paid, day = entries.day, happened_at = entries.happened_at,
       taken_back_at = case when entries.reversed >= entries.paid then entries.reversed_at end
  from points_ledger as first_entry
  join entries using (user_id, event_type, event_id)
 where event.occurrence_id is null and event.metadata ->> 'ledgerId' = first_entry.id::text and first_entry.reverses_id is null
   and first_entry.idempotency_key =
       concat_ws(':', first_entry.user_id, first_entry.event_type, first_entry.event_id, event.metadata ->> 'rule');

update activity_events as event
   set amounts = jsonb_strip_nulls(jsonb_build_object(
         'ms', session.focused_seconds::bigint * 1000,
         'planned_ms', case when session.focused_seconds >= session.duration_seconds - 2 then session.duration_seconds::bigint * 1000 end))
  from focus_sessions as session
 where event.event_type = 'focus' and event.occurrence_id = session.id::text and event.user_id = session.user_id
   and event.amounts = '{}' and session.focused_seconds is not null;

-- As `longestMs` of workouts in schema/progress/rules/rates.ts.
update activity_events as event
   set amounts = jsonb_build_object(
         'ms', least((extract(epoch from session.completed_at - session.started_at) * 1000)::bigint, 14400000),
         'working_sets', (select count(*) from exercise_sets as done
                           where done.session_id = session.id and done.completed_at is not null and done.kind <> 'warmup'))
  from workout_sessions as session
 where event.event_type = 'workout' and event.occurrence_id = session.id::text and event.user_id = session.user_id
   and event.amounts = '{}' and session.completed_at is not null;
