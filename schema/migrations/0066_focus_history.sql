-- Focus sessions that are corrected afterwards (docs/decisions/0046-focus-history.md).

-- Interruptions that the person counted, besides pauses, which have rows of their own.
alter table focus_sessions add column if not exists interruptions int not null default 0 check (interruptions >= 0);
-- [{id, ms}]: the sessions that were merged into this one and the time that each was recorded with.
alter table focus_sessions add column if not exists merged jsonb not null default '[]';
