-- One workout runs at a time (docs/decisions/0031-one-running-workout.md). A second one that another device started joins it: the row
-- of the second keeps only its id, so that the sets that this device sends for it find their workout.
alter table workout_sessions add column if not exists joined_id uuid references workout_sessions (id) on delete cascade;
create index if not exists workout_sessions_joined_id_idx on workout_sessions (joined_id);
alter table workout_sessions drop constraint if exists workout_sessions_status_check;
alter table workout_sessions
  add constraint workout_sessions_status_check check (status in ('running', 'completed', 'joined'));
