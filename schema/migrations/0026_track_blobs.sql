-- The audio of a track and the frames of its analysis are blobs named by their SHA-256. What the server keeps of blobs is
-- server only: whose a blob is, and what is on its way in.

alter table reference_tracks
  add column if not exists content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  -- What the person says the tempo and the key are, where the analysis errs.
  add column if not exists bpm_override double precision check (bpm_override > 0),
  add column if not exists key_override text;
create index if not exists reference_tracks_content_sha256_idx on reference_tracks (content_sha256);

alter table analysis_frame_data
  add column if not exists content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  add column if not exists byte_size int check (byte_size >= 0);
create index if not exists analysis_frame_data_content_sha256_idx on analysis_frame_data (content_sha256);

create schema if not exists ops;

-- The bytes, once for all who have them. object_key names the file or the object in the store.
create table if not exists ops.blobs (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  object_key text not null unique,
  created_at timestamptz not null
);

-- Who has uploaded all of its bytes, and so may read it. unnamed_since: no row of the person names it any more.
create table if not exists ops.blob_owners (
  user_id uuid not null references users (id) on delete cascade,
  sha256 text not null references ops.blobs (sha256),
  media_type text not null,
  created_at timestamptz not null,
  unnamed_since timestamptz,
  primary key (user_id, sha256)
);
create index if not exists blob_owners_sha256_idx on ops.blob_owners (sha256);

-- Uploads that have begun. Until they end they count for the person's quota with their whole announced size; afterwards they
-- stay for a while, for a device that did not hear the answer.
create table if not exists ops.blob_uploads (
  id text primary key,
  user_id uuid not null references users (id) on delete cascade,
  sha256 text not null,
  size bigint not null check (size >= 0),
  media_type text not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index if not exists blob_uploads_user_id_idx on ops.blob_uploads (user_id);
