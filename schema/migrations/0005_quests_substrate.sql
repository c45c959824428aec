-- Quests: the shipped ones everybody sees, a person's progress on them, and a person's own.

create table if not exists universal_quests (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  description text,
  type text not null check (type in ('daily', 'weekly', 'monthly', 'once')),
  xp_reward int not null default 0 check (xp_reward >= 0),
  coin_reward int not null default 0 check (coin_reward >= 0),
  target int not null default 1 check (target > 0),
  target_type text not null,
  target_config jsonb not null default '{}',
  skill_key text references skill_definitions (key),
  is_active boolean not null default true,
  created_by uuid references users (id) on delete set null,
  sort_order int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists universal_quests_skill_key_idx on universal_quests (skill_key);
create index if not exists universal_quests_created_by_idx on universal_quests (created_by);
create index if not exists universal_quests_target_type_idx on universal_quests (target_type) where is_active;

create table if not exists user_quest_progress (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  quest_id uuid not null references universal_quests (id) on delete cascade,
  status text not null default 'accepted'
    check (status in ('available', 'accepted', 'in_progress', 'completed', 'claimed', 'expired', 'abandoned')),
  progress int not null default 0 check (progress >= 0),
  accepted_at timestamptz,
  completed_at timestamptz,
  claimed_at timestamptz,
  last_reset_at timestamptz,
  times_completed int not null default 0 check (times_completed >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_quest_progress_user_id_quest_id_key unique (user_id, quest_id)
);
create index if not exists user_quest_progress_quest_id_idx on user_quest_progress (quest_id);

create table if not exists user_quests (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  description text,
  category text,
  difficulty text not null default 'medium' check (difficulty in ('trivial', 'easy', 'medium', 'hard', 'epic')),
  xp_reward int not null default 0 check (xp_reward >= 0),
  coin_reward int not null default 0 check (coin_reward >= 0),
  status text not null default 'accepted'
    check (status in ('available', 'accepted', 'in_progress', 'completed', 'claimed', 'failed', 'expired', 'abandoned')),
  is_active boolean not null default true,
  is_universal boolean not null default false,
  source_quest_id uuid references universal_quests (id) on delete set null,
  accepted_at timestamptz,
  completed_at timestamptz,
  expires_at timestamptz,
  is_repeatable boolean not null default false,
  repeat_frequency text check (repeat_frequency in ('daily', 'weekly', 'monthly')),
  last_completed_date date,
  streak_count int not null default 0 check (streak_count >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists user_quests_user_id_status_idx on user_quests (user_id, status);
create index if not exists user_quests_source_quest_id_idx on user_quests (source_quest_id);
create index if not exists user_quests_open_expires_at_idx on user_quests (expires_at)
  where status in ('available', 'accepted', 'in_progress');
