-- Readings, positions, notes and shelves of books (docs/decisions/0050-books.md).

-- unit: how the person counts positions in this book. The position itself is current_page (whole pages), current_percent or
-- current_minutes; it follows from the sessions of the latest reading.
-- isbn: 13 digits. source and source_key name the app and the book within its file, for a book that was imported.
alter table books
  add column if not exists subtitle text,
  add column if not exists other_authors text,
  add column if not exists unit text not null default 'pages' check (unit in ('pages', 'percent', 'minutes')),
  add column if not exists total_minutes int check (total_minutes > 0),
  add column if not exists current_percent double precision not null default 0 check (current_percent between 0 and 100),
  add column if not exists current_minutes int not null default 0 check (current_minutes >= 0),
  add column if not exists series text,
  add column if not exists series_number double precision,
  add column if not exists format text check (format in ('paperback', 'hardcover', 'ebook', 'audiobook', 'other')),
  add column if not exists language text,
  add column if not exists isbn text,
  add column if not exists publisher text,
  add column if not exists published_year int,
  add column if not exists tags text[] not null default '{}',
  add column if not exists shelves text[] not null default '{}',
  add column if not exists review text,
  add column if not exists is_favorite boolean not null default false,
  add column if not exists cover_type text,
  add column if not exists times_read int not null default 0 check (times_read >= 0),
  add column if not exists last_finished_day date,
  add column if not exists last_read_at timestamptz,
  add column if not exists source text,
  add column if not exists source_key text;

-- One row for each time that a person reads a book. started_day and finished_day are null when nobody knows them any more.
create table if not exists book_readings (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  book_id uuid not null references books (id) on delete cascade,
  status text not null check (status in ('reading', 'finished', 'stopped')),
  started_day date,
  finished_day date,
  -- Pages of a finished reading that no session has: the person read them without writing it down.
  rest_pages int not null default 0 check (rest_pages >= 0),
  source text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists book_readings_book_id_idx on book_readings (book_id);
create index if not exists book_readings_user_id_finished_day_idx on book_readings (user_id, finished_day);

-- status: a session is a running timer before it has ended. to_position: where the person stopped, in `unit`; null for a session
-- of which only pages_read or the time is known. pages_read follows from the positions of the reading's sessions in their order.
alter table reading_sessions
  add column if not exists reading_id uuid references book_readings (id) on delete cascade,
  add column if not exists status text not null default 'ended' check (status in ('running', 'paused', 'ended')),
  add column if not exists day date,
  add column if not exists unit text not null default 'pages' check (unit in ('pages', 'percent', 'minutes')),
  add column if not exists from_position double precision,
  add column if not exists to_position double precision check (to_position >= 0),
  add column if not exists given_pages int check (given_pages >= 0),
  add column if not exists duration_ms int not null default 0 check (duration_ms >= 0),
  add column if not exists ended_at timestamptz,
  add column if not exists paused_at timestamptz,
  add column if not exists paused_ms int not null default 0 check (paused_ms >= 0),
  add column if not exists source text,
  add column if not exists created_at timestamptz not null default now(),
  add column if not exists updated_at timestamptz not null default now();
create index if not exists reading_sessions_user_id_day_idx on reading_sessions (user_id, day);
create index if not exists reading_sessions_reading_id_idx on reading_sessions (reading_id);

-- A quote from a book, or a note about it. page is in the book's own counting.
create table if not exists book_notes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  book_id uuid not null references books (id) on delete cascade,
  kind text not null check (kind in ('quote', 'note')),
  content text not null,
  page int check (page >= 0),
  source text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists book_notes_book_id_idx on book_notes (book_id);
create index if not exists book_notes_user_id_idx on book_notes (user_id);

-- What a person wants to read in a year.
create table if not exists reading_goals (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  year int not null check (year between 1900 and 9999),
  unit text not null check (unit in ('books', 'pages')),
  target int not null check (target > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, year)
);
