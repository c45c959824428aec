-- The feed's history as runs. A run is the time from one start of Postgres to the next; a data folder or a volume can only be put
-- back while Postgres is down, so after every such restore a new run begins. Each run numbers from a random distance above the last,
-- and where the one before it ended in each scope is kept. A cursor that lies in no run, or behind the end of one, was given by a
-- history that this database has lost.

create table if not exists replica.runs (
  -- The run's own numbers are above it.
  from_seq bigint primary key,
  postgres_started_at timestamptz not null,
  begun_at timestamptz not null default now()
);

-- The newest number of each scope that changed in a run that is over.
create table if not exists replica.run_ends (
  scope text not null,
  from_seq bigint not null,
  last_seq bigint not null,
  primary key (scope, from_seq)
);

insert into replica.runs (from_seq, postgres_started_at)
select 0, pg_postmaster_start_time() where not exists (select from replica.runs);

-- Begins a run when Postgres was started since the last one began. Every number is given after it (replica.lock_scopes), so what a
-- scope has here is all that it will ever have of the run before.
create or replace function replica.begin_run() returns void language plpgsql as $$
declare
  last_run replica.runs;
begin
  select r.* into last_run from replica.runs r order by r.from_seq desc limit 1;
  if last_run.postgres_started_at = pg_postmaster_start_time() then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('replica.begin_run'));
  -- Somebody else may have begun it meanwhile.
  select r.* into last_run from replica.runs r order by r.from_seq desc limit 1;
  if last_run.postgres_started_at = pg_postmaster_start_time() then
    return;
  end if;
  insert into replica.run_ends (scope, from_seq, last_seq)
  with recursive scopes as (
    (select f.scope from replica.feed f order by f.scope limit 1)
    union all
    select (select f.scope from replica.feed f where f.scope > s.scope order by f.scope limit 1)
      from scopes s where s.scope is not null
  )
  select s.scope, last_run.from_seq, newest.seq
    from scopes s
    left join replica.pruned_scopes p on p.scope = s.scope
    cross join lateral (
      select greatest(p.horizon, (select f.seq from replica.feed f where f.scope = s.scope order by f.seq desc limit 1)) as seq
    ) newest
   where s.scope is not null and newest.seq > last_run.from_seq;
  -- Two histories that part at one point begin their next runs at different numbers: the distance is one of 2^36.
  insert into replica.runs (from_seq, postgres_started_at)
  select setval('replica.feed_seq', s.last_value + 1 + floor(random() * 68719476736)::bigint), pg_postmaster_start_time()
    from replica.feed_seq s;
end
$$;

-- All scopes share 2,048 locks, so that a transaction over any number of people fits into the lock table. Two scopes that share a
-- lock only wait for each other. A statement takes its locks in their order.
create or replace function replica.lock_scopes(scopes text[]) returns void language plpgsql as $$
declare
  slot integer;
begin
  perform replica.begin_run();
  if cardinality(scopes) = 1 then
    perform pg_advisory_xact_lock(1717921124, hashtext(scopes[1]) & 2047);
    return;
  end if;
  for slot in select distinct hashtext(s.scope) & 2047 from unnest(scopes) as s (scope) order by 1 loop
    perform pg_advisory_xact_lock(1717921124, slot);
  end loop;
end
$$;

-- One page of a scope. The first line says where the scope stands: in tbl which feed this is, which changes when a dump is restored
-- in place; in pk the horizon, in xid the newest number that any scope has had, in seq the newest of this scope; in flags 4 when
-- known_seq, the newest number that the reader knows of, was given by another history. Then come the rows, until their messages
-- would exceed max_bytes; at least one is given. flags: 1 deleted, 2 the page is full with this row. One snapshot, the caller's, for
-- all of it (stable).
-- The settings keep the plan a walk along one index: with old statistics the planner would sort the rest of the scope for every
-- page. They belong to the function because a connection's settings do not pass through a pooler; before PostgreSQL 18 a plan that
-- cannot avoid a disabled node counts as so expensive that it would be compiled.
create or replace function replica.feed_page(
  in_scope text, after_seq bigint, with_tombstones boolean, max_rows integer, max_bytes bigint, known_seq bigint
)
returns table (tbl text, pk text, "row" text, flags integer, xid text, seq text)
language plpgsql stable set enable_sort = off set jit = off as $$
#variable_conflict use_column
begin
  return query
    select (select e.id from replica.epoch e) || '/' || 'replica.feed'::regclass::oid, p.horizon::text, null::text,
           case
             when known_seq = 0 then 0
             when known_seq > newest.seq then 4
             when known_seq > (select max(r.from_seq) from replica.runs r) then 0
             when exists (select from replica.run_ends e
                           where e.scope = in_scope and e.from_seq < known_seq and e.last_seq >= known_seq) then 0
             else 4
           end,
           s.last_value::text, newest.seq::text
      from replica.feed_seq s
      left join replica.pruned_scopes p on p.scope = in_scope
      cross join lateral (
        select greatest(p.horizon, (select f.seq from replica.feed f where f.scope = in_scope order by f.seq desc limit 1), 0) as seq
      ) newest;
  return query
    select page.tbl, page.pk, page."row"::text,
           (case when page.deleted then 1 else 0 end) + (case when page.total >= max_bytes then 2 else 0 end),
           page.xid::text, page.seq::text
      from (
        select f.tbl, f.pk, f."row", f.deleted, f.xid, f.seq, 400 + f.bytes as bytes,
               sum(400 + f.bytes) over (order by f.seq rows unbounded preceding) as total
          from replica.feed f
         where f.scope = in_scope and f.seq > after_seq and (with_tombstones or not f.deleted)
         order by f.seq
         limit max_rows
      ) page
     where page.total - page.bytes < max_bytes
     order by page.seq;
end
$$;
