-- A person's own recordings, what their analysis found, and what the person noted on them. The audio itself is a blob.

create table if not exists reference_tracks (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text,
  r2_key text,
  file_size_bytes bigint check (file_size_bytes >= 0),
  mime_type text,
  duration_seconds double precision check (duration_seconds >= 0),
  artist text,
  album text,
  genre text,
  bpm double precision check (bpm > 0),
  key_signature text,
  tags text[] not null default '{}',
  status text not null default 'pending'
    check (status in ('pending', 'local', 'uploading', 'uploaded', 'processing', 'analyzing', 'ready', 'failed')),
  error_message text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists reference_tracks_user_id_created_at_idx on reference_tracks (user_id, created_at);
create index if not exists reference_tracks_r2_key_idx on reference_tracks (r2_key);

create table if not exists track_analyses (
  id uuid primary key default gen_random_uuid(),
  track_id uuid not null references reference_tracks (id) on delete cascade,
  analysis_type text not null default 'full',
  version text not null default '1',
  status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  started_at timestamptz,
  completed_at timestamptz,
  error_message text,
  summary jsonb,
  manifest jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists track_analyses_track_id_created_at_idx on track_analyses (track_id, created_at);

-- Frames as JSON, for small analyses; `frames` never travels in the feed.
create table if not exists analysis_frame_chunks (
  id uuid primary key default gen_random_uuid(),
  analysis_id uuid not null references track_analyses (id) on delete cascade,
  chunk_index int not null check (chunk_index >= 0),
  start_time_ms int not null check (start_time_ms >= 0),
  end_time_ms int not null,
  frames jsonb,
  created_at timestamptz not null default now(),
  constraint analysis_frame_chunks_analysis_id_chunk_index_key unique (analysis_id, chunk_index),
  constraint analysis_frame_chunks_end_time_ms_check check (end_time_ms >= start_time_ms)
);

create table if not exists track_annotations (
  id uuid primary key default gen_random_uuid(),
  track_id uuid not null references reference_tracks (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  start_time_ms int not null check (start_time_ms >= 0),
  -- Null for a note on one moment.
  end_time_ms int,
  title text,
  content text,
  category text,
  color text,
  is_private boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint track_annotations_end_time_ms_check check (end_time_ms >= start_time_ms)
);
create index if not exists track_annotations_track_id_start_time_ms_idx on track_annotations (track_id, start_time_ms);
create index if not exists track_annotations_user_id_idx on track_annotations (user_id);

create table if not exists track_regions (
  id uuid primary key default gen_random_uuid(),
  track_id uuid not null references reference_tracks (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  start_time_ms int not null check (start_time_ms >= 0),
  end_time_ms int not null,
  name text,
  description text,
  section_type text,
  color text,
  display_order int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint track_regions_end_time_ms_check check (end_time_ms >= start_time_ms)
);
create index if not exists track_regions_track_id_start_time_ms_idx on track_regions (track_id, start_time_ms);
create index if not exists track_regions_user_id_idx on track_regions (user_id);
