-- Codes that a signed-in device shows so that a new device can sign in (docs/decisions/0041-session-families.md). Server only.

-- code_id and the rest of the code: the first names the row, so that wrong attempts count against it; of the whole only a hash is
-- here. claim_hash: of the secret of the new device, once one has entered the code. words: shown on both devices.
create table if not exists ops.device_codes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  family_id uuid not null,
  code_id text not null unique,
  code_hash text not null,
  tries int not null default 0,
  words text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  claim_hash text unique,
  claimed_at timestamptz,
  device_name text,
  address text,
  confirmed_at timestamptz
);
create index if not exists device_codes_user_id_idx on ops.device_codes (user_id);
create index if not exists device_codes_family_id_idx on ops.device_codes (family_id);
create index if not exists device_codes_expires_at_idx on ops.device_codes (expires_at);
