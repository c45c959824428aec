-- Focus sessions and their pauses. Everything shown is computed from these timestamps, so a timer is right after sleep,
-- a reload or on another device.

create table if not exists focus_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  mode text not null check (mode in ('pomodoro', 'countdown', 'stopwatch', 'break')),
  -- Null for a stopwatch, which has no planned end.
  duration_seconds int check (duration_seconds > 0),
  started_at timestamptz not null,
  completed_at timestamptz,
  abandoned_at timestamptz,
  expires_at timestamptz,
  paused_at timestamptz,
  paused_remaining_seconds int check (paused_remaining_seconds >= 0),
  status text not null default 'running' check (status in ('running', 'paused', 'completed', 'abandoned', 'expired')),
  xp_awarded int not null default 0 check (xp_awarded >= 0),
  coins_awarded int not null default 0 check (coins_awarded >= 0),
  -- The task, goal or habit worked on; no foreign key, for it may be any of them.
  task_id uuid,
  task_title text,
  created_at timestamptz not null default now()
);
create index if not exists focus_sessions_user_id_started_at_idx on focus_sessions (user_id, started_at);
create index if not exists focus_sessions_user_id_status_idx on focus_sessions (user_id, status);
create index if not exists focus_sessions_open_expires_at_idx on focus_sessions (expires_at)
  where status in ('running', 'paused');

-- 0016 makes this the history of pauses, one row for each.
create table if not exists focus_pause_state (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null references focus_sessions (id) on delete cascade,
  mode text not null,
  time_remaining_seconds int not null check (time_remaining_seconds >= 0),
  paused_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint focus_pause_state_session_id_key unique (session_id)
);
create index if not exists focus_pause_state_user_id_idx on focus_pause_state (user_id);
