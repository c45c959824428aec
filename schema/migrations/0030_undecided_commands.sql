-- Commands that the database could not take, for a reason that does not pass by itself (sync-server/commands/undecided.ts). The
-- client's own row may not exist yet: its first batch has failed.

create schema if not exists ops;

create table if not exists ops.undecided_commands (
  client_id uuid not null,
  command_id bigint not null,
  user_id uuid not null references users (id) on delete cascade,
  state text not null,
  attempts int not null check (attempts > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (client_id, command_id)
);
create index if not exists undecided_commands_user_id_idx on ops.undecided_commands (user_id);
