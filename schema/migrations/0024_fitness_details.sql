-- What the library of exercises knows, how a session is laid out, and what a set can hold.

-- source_key is the library's own key of a shipped exercise; measure says what a set of it counts.
alter table exercises
  add column if not exists source_key text,
  add column if not exists secondary_muscles text[] not null default '{}',
  add column if not exists instructions text[] not null default '{}',
  add column if not exists level text,
  add column if not exists force text,
  add column if not exists mechanic text,
  add column if not exists measure text not null default 'weight_reps'
    check (measure in ('weight_reps', 'assisted_reps', 'reps', 'time', 'distance_time')),
  add column if not exists updated_at timestamptz not null default now();

-- layout: [{id, exerciseId, note, superset}] in the order of training; a set names its entry. day is the person's day.
-- source and source_key name the file and the session within it, for a session that was imported.
alter table workout_sessions
  add column if not exists name text,
  add column if not exists status text not null default 'running' check (status in ('running', 'completed')),
  add column if not exists day date,
  add column if not exists layout jsonb not null default '[]',
  add column if not exists source text,
  add column if not exists source_key text,
  add column if not exists updated_at timestamptz not null default now();
update workout_sessions set status = 'completed' where completed_at is not null and status = 'running';
create index if not exists workout_sessions_user_id_status_idx on workout_sessions (user_id, status);

-- user_id repeats the session's, so that a person's sets of one exercise are one index scan: records read them on every tap.
-- A set without completed_at is planned, not done.
alter table exercise_sets
  add column if not exists user_id uuid references users (id) on delete cascade,
  add column if not exists entry_id uuid,
  add column if not exists kind text not null default 'normal' check (kind in ('normal', 'warmup', 'drop', 'failure')),
  add column if not exists distance_m double precision check (distance_m >= 0);
update exercise_sets s set user_id = w.user_id from workout_sessions w where w.id = s.session_id and s.user_id is null;
create index if not exists exercise_sets_user_id_exercise_id_completed_at_idx on exercise_sets (user_id, exercise_id, completed_at);
