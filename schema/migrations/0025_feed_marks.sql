-- Where the feed's transactions stood on past days. Transactions carry no time, so pruning tombstones "older than 90 days" goes by
-- the newest of these marks that is old enough. Server only.

create schema if not exists ops;

create table if not exists ops.feed_marks (
  at timestamptz primary key,
  snapshot_xmin xid8 not null
);
