-- Links and texts a person keeps.

create table if not exists user_references (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  content text,
  url text,
  category text,
  tags text[] not null default '{}',
  is_pinned boolean not null default false,
  is_archived boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists user_references_user_id_is_archived_updated_at_idx on user_references (user_id, is_archived, updated_at);
create index if not exists user_references_user_id_url_idx on user_references (user_id, url);
