-- Passkeys with a name, accounts of other services with the address they have there, recovery codes, and what a sign-in remembers
-- between two requests (docs/decisions/0042-ways-in.md).

alter table authenticators add column if not exists name text;
alter table authenticators add column if not exists last_used_at timestamptz;

-- The address or name of the account at the other service: a list of ways in shows it.
alter table accounts add column if not exists label text;

-- Encrypted details of a sign-in that goes on in a later request.
alter table verification_tokens add column if not exists sealed text;

create schema if not exists ops;

-- Secrets that the server made at its first start, shared by all servers of this database.
create table if not exists ops.secrets (
  name text primary key,
  value text not null,
  created_at timestamptz not null
);

-- Ten at a time. Only a slow hash is stored, with one salt for all codes of a person.
create table if not exists ops.recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  code_hash text not null,
  salt text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
