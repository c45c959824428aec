-- What a calendar needs besides one event: occurrences of a series, links, what was really done, where an event came from; the opening and
-- closing of a day; and the secret address of a calendar.

-- A series has a rule. A row with a parent is one occurrence of the series that differs from the rule: moved, changed, done or cancelled. Its
-- occurrence_key is the local date of the occurrence by the rule (with the time where a day has several), its original_start that instant.
-- excluded_dates: keys of occurrences that do not take place. extra_dates: local times of occurrences besides the rule.
alter table calendar_events
  add column if not exists occurrence_key text,
  add column if not exists original_start timestamptz,
  add column if not exists excluded_dates text[] not null default '{}',
  add column if not exists extra_dates text[] not null default '{}',
  add column if not exists status text not null default 'planned' check (status in ('planned', 'done', 'cancelled')),
  add column if not exists reminders int[] not null default '{}',
  add column if not exists linked_kind text,
  add column if not exists linked_id text,
  -- What was done, beside what was planned. filled_by: the occurrence that did it, as kind:id; null when a person said so.
  add column if not exists actual_start timestamptz,
  add column if not exists actual_end timestamptz,
  add column if not exists filled_by text,
  add column if not exists source text,
  add column if not exists source_uid text;
create index if not exists calendar_events_user_id_original_start_idx on calendar_events (user_id, original_start)
  where parent_event_id is not null;
create index if not exists calendar_events_user_id_linked_kind_idx on calendar_events (user_id, linked_kind)
  where linked_kind is not null;
create index if not exists calendar_events_user_id_filled_by_idx on calendar_events (user_id, filled_by)
  where filled_by is not null;
create index if not exists calendar_events_user_id_source_idx on calendar_events (user_id, source) where source is not null;

-- opened_at and closed_at: the morning start and the evening shut-down. week_review stands with the first day of its week.
alter table daily_plans
  add column if not exists opened_at timestamptz,
  add column if not exists closed_at timestamptz,
  add column if not exists review text,
  add column if not exists week_review text;

-- span: what the template is for.
alter table plan_templates add column if not exists span text not null default 'day' check (span in ('day', 'week'));

-- The secret address under which other calendars read a person's events. Replaced by a new token, and deleted to end it.
create table if not exists calendar_feeds (
  user_id uuid primary key references users (id) on delete cascade,
  token text not null unique,
  created_at timestamptz not null default now(),
  read_at timestamptz
);
