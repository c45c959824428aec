-- Sessions rotate (docs/decisions/0041-session-families.md). Each token has its own row, and the rows of one sign-in are a family:
-- they share family_id and started_at. The token's hash never leaves the server.

-- used_at: when the token was first presented; null for a token whose cookie may never have arrived.
-- superseded_at: since when a newer token of the family is in use. device_name: the person's own name for the device.
alter table sessions
  add column if not exists family_id uuid,
  add column if not exists started_at timestamptz,
  add column if not exists used_at timestamptz,
  add column if not exists superseded_at timestamptz,
  add column if not exists device_name text;
update sessions set family_id = id, started_at = created_at, used_at = created_at where family_id is null;
alter table sessions
  alter column family_id set default gen_random_uuid(),
  alter column family_id set not null,
  alter column started_at set default now(),
  alter column started_at set not null;
create index if not exists sessions_family_id_idx on sessions (family_id);

-- The tokens of removed devices, so that a removed device learns at its next contact that it was removed, and what the person
-- chose to happen there. A row goes when the device has done so, or with the token's own expiry.
create table if not exists ops.removed_tokens (
  token text primary key,
  family_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  leaving text not null check (leaving in ('send', 'erase', 'keep')),
  removed_at timestamptz not null,
  expires_at timestamptz not null
);
create index if not exists removed_tokens_family_id_idx on ops.removed_tokens (family_id);
create index if not exists removed_tokens_user_id_idx on ops.removed_tokens (user_id);
create index if not exists removed_tokens_expires_at_idx on ops.removed_tokens (expires_at);
