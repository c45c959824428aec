-- XP, levels, coins, skills, achievements and streaks. points_ledger is the truth and only ever appended to; progress,
-- wallet, skills and streaks are derived from it in the same transaction. Undo is a compensating entry.

create table if not exists skill_definitions (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  name text not null,
  description text,
  category text,
  icon text,
  max_level int not null default 10 check (max_level > 0),
  stars_per_level int not null default 10 check (stars_per_level > 0),
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  constraint skill_definitions_key_key unique (key)
);

create table if not exists user_skills (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  skill_key text not null references skill_definitions (key),
  current_stars int not null default 0 check (current_stars >= 0),
  current_level int not null default 0 check (current_level >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_skills_user_id_skill_key_key unique (user_id, skill_key)
);
create index if not exists user_skills_skill_key_idx on user_skills (skill_key);

create table if not exists achievement_definitions (
  id uuid primary key default gen_random_uuid(),
  key text not null,
  name text not null,
  description text,
  category text,
  icon text,
  trigger_type text not null
    check (trigger_type in ('count', 'streak', 'volume', 'level', 'time_of_day', 'first', 'set')),
  trigger_config jsonb not null default '{}',
  reward_coins int not null default 0 check (reward_coins >= 0),
  reward_xp int not null default 0 check (reward_xp >= 0),
  is_hidden boolean not null default false,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  constraint achievement_definitions_key_key unique (key)
);

create table if not exists user_achievements (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  achievement_key text not null references achievement_definitions (key),
  earned_at timestamptz not null default now(),
  notified boolean not null default false,
  constraint user_achievements_user_id_achievement_key_key unique (user_id, achievement_key)
);
create index if not exists user_achievements_achievement_key_idx on user_achievements (achievement_key);

create table if not exists user_progress (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  total_xp int not null default 0 check (total_xp >= 0),
  current_level int not null default 1 check (current_level between 1 and 100),
  xp_to_next_level int not null default 25 check (xp_to_next_level >= 0),
  total_skill_stars int not null default 0 check (total_skill_stars >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_progress_user_id_key unique (user_id)
);

-- 0017 renames these balances to total_coins, earned_coins and spent_coins.
create table if not exists user_wallet (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  coins int not null default 0,
  total_earned int not null default 0,
  total_spent int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_wallet_user_id_key unique (user_id)
);

create table if not exists points_ledger (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  event_type text not null,
  event_id text,
  coins int not null default 0,
  xp int not null default 0,
  skill_stars int not null default 0,
  skill_key text,
  reason text,
  idempotency_key text not null,
  created_at timestamptz not null default now(),
  constraint points_ledger_idempotency_key_key unique (idempotency_key)
);
create index if not exists points_ledger_user_id_created_at_idx on points_ledger (user_id, created_at);
create index if not exists points_ledger_user_id_event_type_created_at_idx on points_ledger (user_id, event_type, created_at);
create index if not exists points_ledger_user_id_skill_key_idx on points_ledger (user_id, skill_key);

create table if not exists user_streaks (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  streak_type text not null,
  current_streak int not null default 0 check (current_streak >= 0),
  longest_streak int not null default 0 check (longest_streak >= 0),
  last_activity_date date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_streaks_user_id_streak_type_key unique (user_id, streak_type)
);
