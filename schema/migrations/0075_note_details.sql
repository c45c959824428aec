-- Notes: states of notes and links, attached files, and texts that two devices changed (docs/decisions/0059-notes.md).

-- deleted_at: in the bin, from which the note can come back. source and source_key name the app and the record within its file,
-- for a note that was imported.
alter table ideas
  add column if not exists is_archived boolean not null default false,
  add column if not exists deleted_at timestamptz,
  add column if not exists source text,
  add column if not exists source_key text;

alter table infobase_entries
  add column if not exists is_pinned boolean not null default false,
  add column if not exists is_archived boolean not null default false,
  add column if not exists deleted_at timestamptz,
  add column if not exists source text,
  add column if not exists source_key text;

-- site_title, site_description, site_name and icon (a data URL) were fetched from the page at fetched_at. content is the person's
-- own text. link_status: how the page answered at link_checked_at.
alter table user_references
  add column if not exists site_title text,
  add column if not exists site_description text,
  add column if not exists site_name text,
  add column if not exists icon text,
  add column if not exists fetched_at timestamptz,
  add column if not exists link_status text check (link_status in ('alive', 'dead', 'unreachable', 'blocked')),
  add column if not exists link_checked_at timestamptz,
  add column if not exists reading text not null default 'none' check (reading in ('none', 'later', 'reading', 'read')),
  add column if not exists progress int not null default 0 check (progress between 0 and 100),
  add column if not exists read_at timestamptz,
  add column if not exists deleted_at timestamptz,
  add column if not exists source text,
  add column if not exists source_key text;

alter table inbox_items
  add column if not exists priority text check (priority in ('low', 'medium', 'high')),
  add column if not exists due_on date;

-- A text that was replaced by another device's change of the same text. Nothing writes it but such a collision.
create table if not exists note_versions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  note_kind text not null check (note_kind in ('idea', 'entry', 'reference', 'inbox')),
  note_id uuid not null,
  field text not null,
  content text not null,
  created_at timestamptz not null default now()
);
create index if not exists note_versions_user_id_note_id_idx on note_versions (user_id, note_id);

-- A file of a note; its bytes are a blob.
create table if not exists note_files (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  note_kind text not null check (note_kind in ('idea', 'entry', 'reference', 'inbox')),
  note_id uuid not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  mime_type text not null,
  byte_size bigint not null check (byte_size >= 0),
  created_at timestamptz not null default now()
);
create index if not exists note_files_user_id_note_id_idx on note_files (user_id, note_id);
create index if not exists note_files_content_sha256_idx on note_files (content_sha256);
