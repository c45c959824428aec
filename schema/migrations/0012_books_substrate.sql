-- Books and the sessions spent reading them.

create table if not exists books (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  author text,
  total_pages int check (total_pages > 0),
  current_page int not null default 0 check (current_page >= 0),
  status text not null default 'want' check (status in ('want', 'reading', 'finished', 'stopped')),
  started_at timestamptz,
  completed_at timestamptz,
  rating double precision check (rating between 0 and 5),
  notes text,
  -- The address of the blob: a hash of its bytes.
  cover_blob_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists books_user_id_status_updated_at_idx on books (user_id, status, updated_at);

create table if not exists reading_sessions (
  id uuid primary key default gen_random_uuid(),
  book_id uuid not null references books (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  pages_read int not null default 0 check (pages_read >= 0),
  duration_minutes int not null default 0 check (duration_minutes >= 0),
  started_at timestamptz not null,
  notes text,
  xp_awarded int not null default 0 check (xp_awarded >= 0),
  coins_awarded int not null default 0 check (coins_awarded >= 0)
);
create index if not exists reading_sessions_book_id_started_at_idx on reading_sessions (book_id, started_at);
create index if not exists reading_sessions_user_id_started_at_idx on reading_sessions (user_id, started_at);
