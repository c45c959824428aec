-- Habits with their ticks, goals with their milestones. A tick belongs to the person's day it was made on (completed_date).

create table if not exists habits (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text,
  frequency text not null default 'daily'
    check (frequency in ('daily', 'weekdays', 'weekly', 'monthly', 'interval', 'custom')),
  target_count int not null default 1 check (target_count > 0),
  -- ISO weekdays, 1 = Monday … 7 = Sunday.
  custom_days int[] not null default '{}' check (custom_days <@ '{1,2,3,4,5,6,7}'::int[]),
  icon text,
  color text,
  is_active boolean not null default true,
  current_streak int not null default 0 check (current_streak >= 0),
  longest_streak int not null default 0 check (longest_streak >= 0),
  last_completed_at timestamptz,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists habits_user_id_sort_order_idx on habits (user_id, sort_order);

create table if not exists habit_completions (
  id uuid primary key default gen_random_uuid(),
  habit_id uuid not null references habits (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  completed_at timestamptz not null,
  completed_date date not null,
  notes text
);
create index if not exists habit_completions_habit_id_completed_date_idx on habit_completions (habit_id, completed_date);
create index if not exists habit_completions_user_id_completed_date_idx on habit_completions (user_id, completed_date);

create table if not exists goals (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  description text,
  category text,
  target_date date,
  started_at timestamptz,
  completed_at timestamptz,
  status text not null default 'active'
    check (status in ('not_started', 'active', 'paused', 'completed', 'abandoned', 'archived')),
  -- Percent.
  progress double precision not null default 0 check (progress between 0 and 100),
  priority text not null default 'medium' check (priority in ('low', 'medium', 'high', 'urgent')),
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists goals_user_id_status_sort_order_idx on goals (user_id, status, sort_order);

create table if not exists goal_milestones (
  id uuid primary key default gen_random_uuid(),
  goal_id uuid not null references goals (id) on delete cascade,
  title text not null,
  description text,
  is_completed boolean not null default false,
  completed_at timestamptz,
  sort_order int not null default 0
);
create index if not exists goal_milestones_goal_id_sort_order_idx on goal_milestones (goal_id, sort_order);
