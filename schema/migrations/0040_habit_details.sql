-- What a habit measures, when it is due, what ticks it, and the pauses of habits.

-- interval_days: of the frequencies interval (once in so many days) and custom (target_count times in so many days).
-- target_value, target_type and unit: of measured habits. reminders: {zone, times: [{minute, weekdays}]}.
-- linked_*: the kind of occurrence that ticks the habit, of which record (null for any) and by which measure.
-- source and source_key name the app and the habit within its file, for a habit that was imported.
alter table habits
  add column if not exists kind text not null default 'check' check (kind in ('check', 'measure')),
  add column if not exists interval_days int check (interval_days > 0),
  add column if not exists target_value double precision check (target_value >= 0),
  add column if not exists target_type text not null default 'at_least' check (target_type in ('at_least', 'at_most')),
  add column if not exists unit text,
  add column if not exists question text,
  add column if not exists group_name text,
  add column if not exists reminders jsonb not null default '{}',
  add column if not exists linked_kind text,
  add column if not exists linked_id text,
  add column if not exists linked_measure text,
  add column if not exists archived_at timestamptz,
  add column if not exists source text,
  add column if not exists source_key text;
create index if not exists habits_user_id_linked_kind_idx on habits (user_id, linked_kind) where linked_kind is not null;

-- One row for a habit and day, with an id derived from both: two devices that tick the same day make one row.
-- linked_kind: the kind of occurrence that made the tick; null for one made by hand or brought by an import.
alter table habit_completions
  add column if not exists mark text not null default 'done' check (mark in ('done', 'skipped', 'missed')),
  add column if not exists value double precision,
  add column if not exists linked_kind text,
  add column if not exists source text,
  add column if not exists updated_at timestamptz not null default now();

-- habit_id null: all habits. to_day null: until the person ends it. Both days belong to the pause.
create table if not exists habit_pauses (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  habit_id uuid references habits (id) on delete cascade,
  from_day date not null,
  to_day date,
  reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists habit_pauses_user_id_from_day_idx on habit_pauses (user_id, from_day);
