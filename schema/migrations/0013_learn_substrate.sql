-- Topics, lessons and drills (shipped content), and a person's progress and scores.

create table if not exists learn_topics (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  name text not null,
  description text,
  category text,
  icon text,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  constraint learn_topics_key_key unique (key)
);

create table if not exists learn_lessons (
  id uuid primary key default gen_random_uuid(),
  topic_id uuid not null references learn_topics (id) on delete cascade,
  key text not null,
  title text not null,
  description text,
  content_markdown text not null default '',
  duration_minutes int check (duration_minutes >= 0),
  difficulty text not null default 'beginner' check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  quiz_json jsonb,
  xp_reward int not null default 0 check (xp_reward >= 0),
  coin_reward int not null default 0 check (coin_reward >= 0),
  skill_key text references skill_definitions (key),
  skill_star_reward int not null default 0 check (skill_star_reward >= 0),
  audio_r2_key text,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  constraint learn_lessons_key_key unique (key)
);
create index if not exists learn_lessons_topic_id_sort_order_idx on learn_lessons (topic_id, sort_order);
create index if not exists learn_lessons_skill_key_idx on learn_lessons (skill_key);

create table if not exists learn_drills (
  id uuid primary key default gen_random_uuid(),
  topic_id uuid not null references learn_topics (id) on delete cascade,
  key text not null,
  title text not null,
  description text,
  drill_type text not null,
  config_json jsonb not null default '{}',
  difficulty text not null default 'beginner' check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  duration_seconds int check (duration_seconds > 0),
  xp_reward int not null default 0 check (xp_reward >= 0),
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  constraint learn_drills_key_key unique (key)
);
create index if not exists learn_drills_topic_id_sort_order_idx on learn_drills (topic_id, sort_order);

create table if not exists user_lesson_progress (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  lesson_id uuid not null references learn_lessons (id) on delete cascade,
  status text not null default 'in_progress' check (status in ('not_started', 'in_progress', 'completed')),
  started_at timestamptz,
  completed_at timestamptz,
  -- Percent of the best attempt.
  quiz_score double precision check (quiz_score between 0 and 100),
  attempts int not null default 0 check (attempts >= 0),
  constraint user_lesson_progress_user_id_lesson_id_key unique (user_id, lesson_id)
);
create index if not exists user_lesson_progress_lesson_id_idx on user_lesson_progress (lesson_id);

create table if not exists user_drill_stats (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  drill_id uuid not null references learn_drills (id) on delete cascade,
  total_attempts int not null default 0 check (total_attempts >= 0),
  correct_answers int not null default 0 check (correct_answers >= 0),
  best_score double precision,
  average_score double precision,
  current_streak int not null default 0 check (current_streak >= 0),
  best_streak int not null default 0 check (best_streak >= 0),
  last_attempt_at timestamptz,
  total_time_seconds int not null default 0 check (total_time_seconds >= 0),
  constraint user_drill_stats_user_id_drill_id_key unique (user_id, drill_id)
);
create index if not exists user_drill_stats_drill_id_idx on user_drill_stats (drill_id);
