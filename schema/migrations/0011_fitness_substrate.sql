-- Exercises, planned workouts, logged sessions and sets, records, programs. Weights are kilograms, durations seconds.

-- An exercise without a person is shipped content. Deleting one takes its sets along, so that an account can be deleted
-- whole; the command that deletes an exercise refuses while it has any.
create table if not exists exercises (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  category text,
  muscle_groups text[] not null default '{}',
  equipment text,
  is_custom boolean not null default false,
  is_builtin boolean not null default false,
  user_id uuid references users (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index if not exists exercises_user_id_name_idx on exercises (user_id, name);

create table if not exists workouts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text,
  -- Minutes.
  estimated_duration int check (estimated_duration >= 0),
  is_template boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists workouts_user_id_name_idx on workouts (user_id, name);

create table if not exists workout_sections (
  id uuid primary key default gen_random_uuid(),
  workout_id uuid not null references workouts (id) on delete cascade,
  name text not null,
  sort_order int not null default 0
);
create index if not exists workout_sections_workout_id_sort_order_idx on workout_sections (workout_id, sort_order);

create table if not exists workout_exercises (
  id uuid primary key default gen_random_uuid(),
  workout_id uuid not null references workouts (id) on delete cascade,
  section_id uuid references workout_sections (id) on delete set null,
  exercise_id uuid not null references exercises (id) on delete cascade,
  sets int check (sets >= 0),
  reps int check (reps >= 0),
  weight double precision,
  duration int check (duration >= 0),
  rest_seconds int check (rest_seconds >= 0),
  notes text,
  sort_order int not null default 0
);
create index if not exists workout_exercises_workout_id_sort_order_idx on workout_exercises (workout_id, sort_order);
create index if not exists workout_exercises_section_id_idx on workout_exercises (section_id);
create index if not exists workout_exercises_exercise_id_idx on workout_exercises (exercise_id);

create table if not exists workout_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  workout_id uuid references workouts (id) on delete set null,
  started_at timestamptz not null,
  completed_at timestamptz,
  notes text,
  rating int check (rating between 1 and 5),
  xp_awarded int not null default 0 check (xp_awarded >= 0),
  coins_awarded int not null default 0 check (coins_awarded >= 0),
  constraint workout_sessions_completed_at_check check (completed_at >= started_at)
);
create index if not exists workout_sessions_user_id_started_at_idx on workout_sessions (user_id, started_at);
create index if not exists workout_sessions_workout_id_idx on workout_sessions (workout_id);

create table if not exists exercise_sets (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references workout_sessions (id) on delete cascade,
  exercise_id uuid not null references exercises (id) on delete cascade,
  set_number int not null check (set_number > 0),
  reps int check (reps between 0 and 1000),
  -- Negative for an assisted exercise.
  weight double precision check (weight between -1400 and 1400),
  duration int check (duration >= 0),
  is_warmup boolean not null default false,
  is_dropset boolean not null default false,
  rpe double precision check (rpe between 1 and 10),
  notes text,
  completed_at timestamptz
);
create index if not exists exercise_sets_session_id_set_number_idx on exercise_sets (session_id, set_number);
create index if not exists exercise_sets_exercise_id_completed_at_idx on exercise_sets (exercise_id, completed_at);

create table if not exists personal_records (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  exercise_id uuid not null references exercises (id) on delete cascade,
  record_type text not null check (record_type in ('weight', 'e1rm', 'volume', 'reps', 'time', 'distance')),
  value double precision not null,
  reps int check (reps >= 0),
  achieved_at timestamptz not null,
  exercise_set_id uuid references exercise_sets (id) on delete set null,
  previous_value double precision,
  created_at timestamptz not null default now()
);
create index if not exists personal_records_user_id_exercise_id_record_type_idx
  on personal_records (user_id, exercise_id, record_type, achieved_at);
create index if not exists personal_records_user_id_achieved_at_idx on personal_records (user_id, achieved_at);
create index if not exists personal_records_exercise_id_idx on personal_records (exercise_id);
create index if not exists personal_records_exercise_set_id_idx on personal_records (exercise_set_id);

create table if not exists training_programs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text,
  duration_weeks int not null default 1 check (duration_weeks > 0),
  goal text,
  difficulty text check (difficulty in ('beginner', 'intermediate', 'advanced')),
  is_active boolean not null default false,
  started_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists training_programs_user_id_is_active_idx on training_programs (user_id, is_active);

create table if not exists program_weeks (
  id uuid primary key default gen_random_uuid(),
  program_id uuid not null references training_programs (id) on delete cascade,
  week_number int not null check (week_number > 0),
  name text,
  is_deload boolean not null default false,
  notes text
);
create index if not exists program_weeks_program_id_week_number_idx on program_weeks (program_id, week_number);

create table if not exists program_workouts (
  id uuid primary key default gen_random_uuid(),
  program_week_id uuid not null references program_weeks (id) on delete cascade,
  workout_id uuid not null references workouts (id) on delete cascade,
  -- ISO weekday, 1 = Monday … 7 = Sunday; null for any day of the week.
  day_of_week int check (day_of_week between 1 and 7),
  order_index int not null default 0,
  intensity_modifier double precision not null default 1 check (intensity_modifier > 0)
);
create index if not exists program_workouts_program_week_id_order_index_idx on program_workouts (program_week_id, order_index);
create index if not exists program_workouts_workout_id_idx on program_workouts (workout_id);

do $$
begin
  if not exists (select from pg_constraint where conname = 'calendar_events_workout_id_fkey') then
    alter table calendar_events
      add constraint calendar_events_workout_id_fkey foreign key (workout_id) references workouts (id) on delete set null;
  end if;
end
$$;
