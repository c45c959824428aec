-- Feedback, notes (infobase and ideas), onboarding and interests.

create table if not exists feedback (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  feedback_type text not null check (feedback_type in ('bug', 'feature', 'idea', 'content', 'question', 'praise', 'other')),
  title text not null,
  description text,
  status text not null default 'open'
    check (status in ('open', 'in_review', 'planned', 'in_progress', 'resolved', 'declined', 'closed')),
  priority text not null default 'medium' check (priority in ('low', 'medium', 'high', 'urgent')),
  admin_response text,
  resolved_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists feedback_user_id_created_at_idx on feedback (user_id, created_at);
create index if not exists feedback_status_created_at_idx on feedback (status, created_at);

create table if not exists infobase_entries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  content text not null default '',
  category text,
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists infobase_entries_user_id_updated_at_idx on infobase_entries (user_id, updated_at);

create table if not exists ideas (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  content text not null default '',
  category text,
  tags text[] not null default '{}',
  is_pinned boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists ideas_user_id_is_pinned_updated_at_idx on ideas (user_id, is_pinned, updated_at);

create table if not exists onboarding_flows (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  is_active boolean not null default true,
  total_steps int not null default 0 check (total_steps >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists onboarding_steps (
  id uuid primary key default gen_random_uuid(),
  flow_id uuid not null references onboarding_flows (id) on delete cascade,
  step_order int not null,
  step_type text not null check (step_type in ('welcome', 'info', 'tour', 'spotlight', 'question', 'choice', 'action', 'finish')),
  title text not null,
  description text,
  target_selector text,
  target_route text,
  fallback_content text,
  options jsonb not null default '[]',
  allows_multiple boolean not null default false,
  required boolean not null default false,
  action_type text,
  action_config jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists onboarding_steps_flow_id_step_order_idx on onboarding_steps (flow_id, step_order);

create table if not exists user_onboarding_state (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  flow_id uuid not null references onboarding_flows (id) on delete cascade,
  current_step_id uuid references onboarding_steps (id) on delete set null,
  status text not null default 'in_progress' check (status in ('not_started', 'in_progress', 'paused', 'completed', 'skipped')),
  can_resume boolean not null default true,
  started_at timestamptz,
  completed_at timestamptz,
  skipped_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_onboarding_state_user_id_flow_id_key unique (user_id, flow_id)
);
create index if not exists user_onboarding_state_flow_id_idx on user_onboarding_state (flow_id);
create index if not exists user_onboarding_state_current_step_id_idx on user_onboarding_state (current_step_id);

create table if not exists user_onboarding_responses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  step_id uuid not null references onboarding_steps (id) on delete cascade,
  response jsonb not null,
  created_at timestamptz not null default now(),
  constraint user_onboarding_responses_user_id_step_id_key unique (user_id, step_id)
);
create index if not exists user_onboarding_responses_step_id_idx on user_onboarding_responses (step_id);

create table if not exists user_interests (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  interest_key text not null,
  interest_label text not null,
  created_at timestamptz not null default now(),
  constraint user_interests_user_id_interest_key_key unique (user_id, interest_key)
);
