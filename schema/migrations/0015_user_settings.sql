-- A person's settings, one row for each key.

create table if not exists user_settings (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  constraint user_settings_user_id_key_key unique (user_id, key)
);
