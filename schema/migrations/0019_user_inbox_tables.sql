-- What a person captured and has not yet placed.

create table if not exists inbox_items (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  description text,
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists inbox_items_user_id_created_at_idx on inbox_items (user_id, created_at);
