-- What sync keeps: the feed that clients follow, how far each client's commands were taken, and what was refused. The
-- triggers that fill the feed are generated from the registry (schema/feed.ts) and installed after the migrations.

create schema if not exists replica;

create sequence if not exists replica.feed_seq;

-- One row for each synced row and scope it was ever in. Readers go by (xid, seq), never by a clock.
create table if not exists replica.feed (
  scope text not null,
  tbl text not null,
  pk text not null,
  "row" jsonb,
  deleted boolean not null default false,
  xid xid8 not null,
  seq bigint not null,
  primary key (tbl, pk, scope)
);
create index if not exists feed_scope_xid_seq_idx on replica.feed (scope, xid, seq);

create table if not exists replica.clients (
  client_id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  last_command_id bigint not null default 0 check (last_command_id >= 0),
  created_at timestamptz not null default now()
);
create index if not exists clients_user_id_idx on replica.clients (user_id);

create table if not exists replica.rejections (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  client_id uuid not null,
  command_id bigint not null,
  name text not null,
  error_code text not null,
  error_detail text,
  at timestamptz not null
);
create index if not exists rejections_user_id_at_idx on replica.rejections (user_id, at);

create table if not exists replica.command_log (
  client_id uuid not null references replica.clients (client_id) on delete cascade,
  command_id bigint not null,
  payload_hash text not null,
  outcome text not null check (outcome in ('applied', 'rejected')),
  error jsonb,
  applied_at timestamptz not null default now(),
  primary key (client_id, command_id)
);
create index if not exists command_log_applied_at_idx on replica.command_log (applied_at);

-- One row: another id means the database is not the one a client's cursor came from.
create table if not exists replica.epoch (
  only_row boolean primary key default true check (only_row),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into replica.epoch default values on conflict do nothing;

-- One row: tombstones below this transaction are gone; an older cursor must refetch.
create table if not exists replica.pruned (
  only_row boolean primary key default true check (only_row),
  horizon xid8 not null default '0'
);
insert into replica.pruned default values on conflict do nothing;
