-- Sessions of drills (docs/decisions/0061-drills.md). user_drill_stats is a summary of them.

create table if not exists drill_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  drill_id uuid not null references learn_drills (id) on delete cascade,
  day date not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- What was asked and answered, in order: [{at, asked, given, ms}].
  trials jsonb not null,
  trial_count int not null check (trial_count > 0),
  right_count int not null check (right_count between 0 and trial_count),
  -- The difficulty with 75 % right answers, 0 to 1; null for too few answers.
  score double precision check (score between 0 and 1),
  -- The region of an own track that was heard; null for sounds made by the app.
  track_id uuid references reference_tracks (id) on delete set null,
  region_start_ms int,
  region_end_ms int,
  created_at timestamptz not null,
  check (ended_at >= started_at)
);
create index if not exists drill_sessions_user_id_drill_id_idx on drill_sessions (user_id, drill_id, ended_at);
create index if not exists drill_sessions_drill_id_idx on drill_sessions (drill_id);
create index if not exists drill_sessions_track_id_idx on drill_sessions (track_id);
