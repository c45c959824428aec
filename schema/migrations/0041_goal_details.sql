-- How a goal is measured, and what was entered for it by hand.

-- progress_by: by hand, by milestones, or from linked records (linked_metric: schema/goals/rules.ts; linked_id: the habit, for habit days).
-- A goal goes from start_value to target_value, up or down; current_value is the last one entered by hand.
alter table goals
  add column if not exists progress_by text not null default 'hand' check (progress_by in ('hand', 'milestones', 'linked')),
  add column if not exists start_day date,
  add column if not exists start_value double precision not null default 0,
  add column if not exists target_value double precision not null default 100,
  add column if not exists current_value double precision,
  add column if not exists unit text,
  add column if not exists linked_metric text,
  add column if not exists linked_id text;

create table if not exists goal_updates (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  goal_id uuid not null references goals (id) on delete cascade,
  day date not null,
  value double precision not null,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists goal_updates_goal_id_day_idx on goal_updates (goal_id, day);
