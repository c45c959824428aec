-- How many rows of the feed each person has, deleted ones included until they are pruned: sync-server/commands/budgets.ts bounds it.
-- Kept by triggers, because counting a person's rows takes as long as they are many.

create schema if not exists ops;

create table if not exists ops.feed_row_counts (
  scope text primary key,
  row_count bigint not null
);

create or replace function ops.count_feed_rows() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    -- Of an upsert, only the rows that it made.
    insert into ops.feed_row_counts as f (scope, row_count)
    select c.scope, count(*) from changed c where c.scope like 'user:%' group by c.scope order by c.scope
    on conflict (scope) do update set row_count = f.row_count + excluded.row_count;
  else
    update ops.feed_row_counts f set row_count = f.row_count - c.row_count
      from (select scope, count(*) as row_count from changed group by scope) c
     where f.scope = c.scope;
  end if;
  return null;
end
$$;

create or replace trigger feed_rows_counted_insert after insert on replica.feed
  referencing new table as changed for each statement execute function ops.count_feed_rows();
create or replace trigger feed_rows_counted_delete after delete on replica.feed
  referencing old table as changed for each statement execute function ops.count_feed_rows();

-- Creating the triggers has locked the feed against writers until this commits, so nothing is counted twice or missed.
insert into ops.feed_row_counts (scope, row_count)
select scope, count(*) from replica.feed where scope like 'user:%' group by scope
on conflict (scope) do update set row_count = excluded.row_count;
