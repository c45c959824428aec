-- The calendar, the plan of a day, and templates for plans. calendar_events.workout_id gets its foreign key in 0011.

create table if not exists calendar_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  description text,
  event_type text not null default 'event' check (
    event_type in ('event', 'focus', 'workout', 'habit', 'goal', 'quest', 'task', 'learn', 'listening', 'reading', 'meeting',
      'deadline', 'reminder', 'other')
  ),
  start_time timestamptz not null,
  end_time timestamptz not null,
  all_day boolean not null default false,
  -- IANA zone: a rule repeats by the local clock of this zone, so that it is right across a change of summer time.
  timezone text not null default 'UTC',
  location text,
  workout_id uuid,
  habit_id uuid references habits (id) on delete set null,
  goal_id uuid references goals (id) on delete set null,
  recurrence_rule text,
  recurrence_end timestamptz,
  parent_event_id uuid references calendar_events (id) on delete cascade,
  color text,
  reminder_minutes int check (reminder_minutes >= 0),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint calendar_events_end_time_check check (end_time >= start_time)
);
create index if not exists calendar_events_user_id_start_time_idx on calendar_events (user_id, start_time);
create index if not exists calendar_events_user_id_recurring_idx on calendar_events (user_id) where recurrence_rule is not null;
create index if not exists calendar_events_workout_id_idx on calendar_events (workout_id);
create index if not exists calendar_events_habit_id_idx on calendar_events (habit_id);
create index if not exists calendar_events_goal_id_idx on calendar_events (goal_id);
create index if not exists calendar_events_parent_event_id_idx on calendar_events (parent_event_id);

create table if not exists daily_plans (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  date date not null,
  items jsonb not null default '[]',
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint daily_plans_user_id_date_key unique (user_id, date)
);

-- A template without a person is shipped content.
create table if not exists plan_templates (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users (id) on delete cascade,
  name text not null,
  description text,
  items jsonb not null default '[]',
  is_public boolean not null default false,
  category text,
  use_count int not null default 0 check (use_count >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists plan_templates_user_id_name_idx on plan_templates (user_id, name);
create index if not exists plan_templates_public_name_idx on plan_templates (name) where is_public;
