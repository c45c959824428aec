-- Pauses become a history: one row for each pause, at most one of them open for a session. Rows of 0003 stay; what was left
-- on their clock goes to the session, and the two columns that held it stay, nullable, so that nothing is lost.

alter table focus_pause_state add column if not exists is_paused boolean not null default true;
alter table focus_pause_state add column if not exists resumed_at timestamptz;

do $$
begin
  -- Done once: the old columns are NOT NULL only before this ran.
  if not exists (
    select from pg_attribute
    where attrelid = 'focus_pause_state'::regclass and attname = 'time_remaining_seconds' and attnotnull
  ) then
    return;
  end if;
  update focus_sessions s
  set paused_remaining_seconds = coalesce(s.paused_remaining_seconds, p.time_remaining_seconds),
      paused_at = coalesce(s.paused_at, p.paused_at)
  from focus_pause_state p
  where p.session_id = s.id and s.status = 'paused';
  -- A pause left behind by a session that runs or ended is over; when it ended is not known.
  update focus_pause_state p
  set is_paused = false
  from focus_sessions s
  where s.id = p.session_id and s.status <> 'paused';
  alter table focus_pause_state alter column time_remaining_seconds drop not null;
  alter table focus_pause_state alter column mode drop not null;
  alter table focus_pause_state drop constraint if exists focus_pause_state_session_id_key;
end
$$;

create index if not exists focus_pause_state_session_id_paused_at_idx on focus_pause_state (session_id, paused_at);
create unique index if not exists focus_pause_state_open_session_id_key on focus_pause_state (session_id) where is_paused;
