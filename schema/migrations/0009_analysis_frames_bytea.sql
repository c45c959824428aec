-- Binary analysis frames: a manifest says how to read the chunks, the chunks hold the bytes. The bytes never travel in the
-- feed, so frame_data is null until they arrived by upload.

create table if not exists analysis_frame_manifests (
  id uuid primary key default gen_random_uuid(),
  analysis_id uuid not null references track_analyses (id) on delete cascade,
  manifest_version int not null default 1 check (manifest_version > 0),
  hop_ms double precision not null check (hop_ms > 0),
  frame_count int not null check (frame_count >= 0),
  duration_ms int not null check (duration_ms >= 0),
  sample_rate int not null check (sample_rate > 0),
  bands int not null check (bands >= 0),
  bytes_per_frame int not null check (bytes_per_frame >= 0),
  frame_layout jsonb not null,
  events jsonb,
  fingerprint text,
  analyzer_version text not null,
  chunk_size_frames int not null check (chunk_size_frames > 0),
  total_chunks int not null check (total_chunks >= 0),
  created_at timestamptz not null default now()
);
create index if not exists analysis_frame_manifests_analysis_id_idx on analysis_frame_manifests (analysis_id);
create index if not exists analysis_frame_manifests_fingerprint_idx on analysis_frame_manifests (fingerprint);

create table if not exists analysis_frame_data (
  id uuid primary key default gen_random_uuid(),
  manifest_id uuid not null references analysis_frame_manifests (id) on delete cascade,
  chunk_index int not null check (chunk_index >= 0),
  start_frame int not null check (start_frame >= 0),
  end_frame int not null,
  start_time_ms int not null check (start_time_ms >= 0),
  end_time_ms int not null,
  frame_data bytea,
  frame_count int not null check (frame_count >= 0),
  compressed boolean not null default true,
  compression_type text check (compression_type in ('none', 'deflate-raw', 'deflate', 'gzip')),
  created_at timestamptz not null default now(),
  constraint analysis_frame_data_manifest_id_chunk_index_key unique (manifest_id, chunk_index),
  constraint analysis_frame_data_end_frame_check check (end_frame >= start_frame),
  constraint analysis_frame_data_end_time_ms_check check (end_time_ms >= start_time_ms)
);

create table if not exists analysis_events (
  id uuid primary key default gen_random_uuid(),
  analysis_id uuid not null references track_analyses (id) on delete cascade,
  time_ms double precision not null check (time_ms >= 0),
  duration_ms double precision check (duration_ms >= 0),
  event_type text not null,
  event_data jsonb not null default '{}',
  confidence double precision check (confidence between 0 and 1),
  created_at timestamptz not null default now()
);
create index if not exists analysis_events_analysis_id_event_type_time_ms_idx on analysis_events (analysis_id, event_type, time_ms);
