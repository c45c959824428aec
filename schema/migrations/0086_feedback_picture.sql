-- A picture of the screen that a person sends with feedback. Its bytes are a blob (docs/decisions/0011-blobs.md).
alter table feedback
  add column if not exists picture_sha256 text check (picture_sha256 ~ '^[0-9a-f]{64}$'),
  add column if not exists picture_type text;
create index if not exists feedback_picture_sha256_idx on feedback (picture_sha256) where picture_sha256 is not null;
