-- Music to focus to: libraries, and their tracks from the person's own recordings or from addresses.

create table if not exists focus_libraries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text,
  library_type text not null default 'custom' check (library_type in ('custom', 'files', 'urls', 'mixed', 'noise', 'smart')),
  tracks_count int not null default 0 check (tracks_count >= 0),
  is_favorite boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists focus_libraries_user_id_name_idx on focus_libraries (user_id, name);

create table if not exists focus_library_tracks (
  id uuid primary key default gen_random_uuid(),
  library_id uuid not null references focus_libraries (id) on delete cascade,
  -- One of the person's reference tracks, or null for a track that is only an address.
  track_id uuid references reference_tracks (id) on delete set null,
  track_title text not null,
  track_url text,
  duration_seconds double precision check (duration_seconds >= 0),
  added_at timestamptz not null default now()
);
create index if not exists focus_library_tracks_library_id_added_at_idx on focus_library_tracks (library_id, added_at);
create index if not exists focus_library_tracks_track_id_idx on focus_library_tracks (track_id);
