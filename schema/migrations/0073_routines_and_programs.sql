-- Routines in folders, programs that a person follows, proposals of progression, and body measures
-- (docs/decisions/0048-routines-and-programs.md).

-- A workout without a program is a routine. A workout of a program belongs to it and goes with it.
alter table workouts
  add column if not exists folder text,
  add column if not exists sort_order int not null default 0,
  add column if not exists program_id uuid references training_programs (id) on delete cascade;
create index if not exists workouts_program_id_idx on workouts (program_id);

-- plan: the planned sets, as schema/fitness/rules/plan.ts reads them. progression: how the plan changes with what was done.
-- track: exercises of one program with the same track progress together, whichever workout they stand in.
alter table workout_exercises
  add column if not exists superset text,
  add column if not exists plan jsonb not null default '[]',
  add column if not exists progression jsonb not null default '{}',
  add column if not exists track text;

-- effort: RPE of the whole session, 1 to 10.
alter table workout_sessions
  add column if not exists program_workout_id uuid references program_workouts (id) on delete set null,
  add column if not exists effort double precision check (effort between 1 and 10);
create index if not exists workout_sessions_program_workout_id_idx on workout_sessions (program_workout_id);

-- template_key: the shipped program that it was copied from. started_on: the person's day of its first day.
alter table training_programs
  add column if not exists template_key text,
  add column if not exists started_on date,
  add column if not exists paused_at timestamptz;

alter table program_workouts add column if not exists skipped_at timestamptz;

-- Shipped programs. definition: as schema/fitness/rules/program.ts reads it.
create table if not exists program_templates (
  id uuid primary key,
  template_key text not null,
  name text not null,
  description text not null,
  goal text not null,
  difficulty text not null check (difficulty in ('beginner', 'intermediate', 'advanced')),
  duration_weeks int not null check (duration_weeks > 0),
  days_per_week int not null check (days_per_week between 1 and 7),
  equipment text not null,
  source_name text not null,
  source_url text not null,
  definition jsonb not null,
  sort_order int not null default 0,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- What a person set for an exercise, shipped or own. The id is a function of both.
create table if not exists exercise_preferences (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  exercise_id uuid not null references exercises (id) on delete cascade,
  rest_seconds int check (rest_seconds >= 0),
  one_rep_max_kg double precision check (one_rep_max_kg > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists exercise_preferences_user_id_idx on exercise_preferences (user_id);
create index if not exists exercise_preferences_exercise_id_idx on exercise_preferences (exercise_id);

-- A proposal that was answered. The id is a function of the session and the planned exercise: a proposal is answered once.
create table if not exists progression_answers (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null references workout_sessions (id) on delete cascade,
  plan_id uuid not null,
  is_accepted boolean not null,
  change jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index if not exists progression_answers_user_id_idx on progression_answers (user_id);
create index if not exists progression_answers_session_id_idx on progression_answers (session_id);

-- One row for a person, kind and day, with an id derived from them. Weights in kilograms, lengths in centimetres, shares in percent.
create table if not exists body_measures (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  day date not null,
  value double precision not null check (value > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists body_measures_user_id_kind_day_idx on body_measures (user_id, kind, day);
