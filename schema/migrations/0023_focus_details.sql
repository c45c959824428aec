-- What a focus session needs so that its time is a function of its row, and what makes streaks and reversals a function
-- of the ledger.

alter table focus_sessions add column if not exists phase text not null default 'focus'
  check (phase in ('focus', 'short_break', 'long_break'));
-- Which focus phase of a pomodoro set this is, or follows.
alter table focus_sessions add column if not exists cycle int not null default 1 check (cycle > 0);
alter table focus_sessions add column if not exists task_kind text;
alter table focus_sessions add column if not exists tag text;
-- The person's day: of the start while it is open, of the end once it ended. Null for rows from before this column.
alter table focus_sessions add column if not exists day date;
-- All ended pauses together; the open one counts from paused_at.
alter table focus_sessions add column if not exists paused_ms bigint not null default 0 check (paused_ms >= 0);
-- Set when the session ends, so that charts add up without arithmetic on timestamps.
alter table focus_sessions add column if not exists focused_seconds int check (focused_seconds >= 0);
alter table focus_sessions add column if not exists updated_at timestamptz not null default now();
create index if not exists focus_sessions_user_id_day_idx on focus_sessions (user_id, day);

-- The person's day of what was paid. Streaks are the days of a source; null for rows from before this column.
alter table points_ledger add column if not exists day date;
-- The entry this one takes back.
alter table points_ledger add column if not exists reverses_id uuid references points_ledger (id) on delete cascade;
create index if not exists points_ledger_user_id_event_type_day_idx on points_ledger (user_id, event_type, day);
create unique index if not exists points_ledger_reverses_id_key on points_ledger (reverses_id);
