-- What is to happen at a time, and where notifications are sent (docs/decisions/0028-time-and-push.md).

-- Commands write these rows in their own transaction; the server's job claims them. A replica has the table because it runs the same
-- commands, but no row of it ever leaves the server.
create table if not exists due (
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  -- Either a command to run as the server, with its arguments, or a notification to send.
  command text,
  args jsonb,
  notice jsonb,
  attempts int not null default 0,
  -- Which claim works on the row, and until when nobody else takes it.
  claim uuid,
  claimed_until timestamptz,
  -- Push subscriptions that have the notification already.
  sent_to jsonb not null default '[]',
  primary key (user_id, kind, key)
);
create index if not exists due_due_at_idx on due (due_at);

-- Sessions that run while the server is updated.
insert into due (user_id, kind, key, due_at, command, args)
select user_id, 'focus_expiry', id::text, expires_at, 'focus.expire', jsonb_build_object('id', id)
  from focus_sessions
 where status in ('running', 'paused') and expires_at is not null
on conflict do nothing;

create schema if not exists ops;

-- A browser that takes notifications. It ends with the session that made it: nothing is sent to a browser that signed out.
create table if not exists ops.push_subscriptions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null references sessions (id) on delete cascade,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  time_zone text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text
);
create index if not exists push_subscriptions_user_id_idx on ops.push_subscriptions (user_id);
create index if not exists push_subscriptions_session_id_idx on ops.push_subscriptions (session_id);

-- One pair for all servers of this database, made at the first start.
create table if not exists ops.vapid_keys (
  is_only boolean primary key default true check (is_only),
  public_key text not null,
  private_key text not null,
  created_at timestamptz not null
);
