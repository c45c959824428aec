-- Feature flags; they travel to every replica, so that they work offline.

create table if not exists feature_flags (
  id uuid primary key default gen_random_uuid(),
  flag_name text not null,
  enabled boolean not null default false,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint feature_flags_flag_name_key unique (flag_name)
);
