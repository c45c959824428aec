-- The order of a library's tracks, mixes of sounds, and what played in a focus session (docs/decisions/0069-focus-music.md).

alter table focus_library_tracks add column if not exists sort_order int not null default 0;

-- Of a library of the type "noise", which is a mix: {sound: percent}. Null for music.
alter table focus_libraries add column if not exists levels jsonb;

create table if not exists focus_music_plays (
  -- A function of session and library track: two devices that play one track in one session write one row.
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null references focus_sessions (id) on delete cascade,
  library_id uuid references focus_libraries (id) on delete set null,
  library_track_id uuid references focus_library_tracks (id) on delete set null,
  -- As they were when it played: a library that is removed later takes nothing out of the table of what played.
  library_name text not null,
  track_title text not null,
  seconds int not null check (seconds >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index if not exists focus_music_plays_user_id_idx on focus_music_plays (user_id);
create index if not exists focus_music_plays_session_id_idx on focus_music_plays (session_id);
create index if not exists focus_music_plays_library_id_idx on focus_music_plays (library_id);
create index if not exists focus_music_plays_library_track_id_idx on focus_music_plays (library_track_id);
