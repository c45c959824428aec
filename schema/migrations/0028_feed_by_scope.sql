-- The feed ordered by scope. A transaction takes the advisory lock of a scope before its first row of that scope gets a sequence
-- number, so the numbers of one scope become visible in their order, and a reader needs nothing but `scope = … and seq > …`.
-- The lock is released after the commit has become visible, so whoever takes it next gets a higher number and a later commit.

-- How long a row is in a message of the feed, where its JSON is text within JSON and its key stands twice. Pages are bounded by
-- this: as Postgres stores it, compressed, a row may take a hundredth.
create or replace function replica.message_bytes(pk text, "row" jsonb) returns integer language sql stable
  return octet_length(to_json("row"::text)::text) + 2 * octet_length(to_json(pk)::text);

alter table replica.feed add column if not exists bytes integer not null default 0;

drop index if exists replica.feed_scope_xid_seq_idx;
create index if not exists feed_scope_seq_idx on replica.feed (scope, seq);

-- Up to which number a scope's tombstones are gone. No handle from before this migration is honoured, so nothing is carried over.
drop table if exists replica.pruned;
create table if not exists replica.pruned_scopes (
  scope text primary key,
  horizon bigint not null
);

-- Which number the feed had reached on past days. Numbers carry no time, so pruning goes by the newest mark that is old enough.
do $$
begin
  if exists (
    select from pg_attribute
     where attrelid = 'ops.feed_marks'::regclass and attname = 'snapshot_xmin' and not attisdropped
  ) then
    drop table ops.feed_marks;
  end if;
end
$$;
create table if not exists ops.feed_marks (
  at timestamptz primary key,
  seq bigint not null
);
