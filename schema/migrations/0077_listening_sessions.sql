-- Listening sessions and their answers (docs/decisions/0062-listening.md).

-- How a prompt is answered, the ends of its scale, what the analysis measured beside it, and its time.
alter table listening_prompt_templates
  add column if not exists answer_kind text not null default 'note'
    check (answer_kind in ('note', 'grades', 'comparison', 'marks')),
  add column if not exists scale_low text,
  add column if not exists scale_high text,
  add column if not exists measures text[] not null default '{}',
  add column if not exists seconds int not null default 60 check (seconds between 10 and 900);

create table if not exists listening_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  preset_id uuid references listening_prompt_presets (id) on delete set null,
  -- The preset's name when the session began.
  name text not null,
  track_id uuid references reference_tracks (id) on delete set null,
  reference_track_id uuid references reference_tracks (id) on delete set null,
  region_start_ms int,
  region_end_ms int,
  -- {prompts: [{templateId, seconds}]}: a preset that changes later changes no session.
  plan jsonb not null,
  day date not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index if not exists listening_sessions_user_id_idx on listening_sessions (user_id, started_at);
create index if not exists listening_sessions_preset_id_idx on listening_sessions (preset_id);
create index if not exists listening_sessions_track_id_idx on listening_sessions (track_id);
create index if not exists listening_sessions_reference_track_id_idx on listening_sessions (reference_track_id);

create table if not exists listening_answers (
  -- A function of session and prompt: two devices that answer one prompt write one row.
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  session_id uuid not null references listening_sessions (id) on delete cascade,
  template_id uuid references listening_prompt_templates (id) on delete set null,
  -- As they were when it was answered.
  prompt_name text not null,
  category text not null,
  note text not null default '',
  -- 1 to 5, or −3 to 3 against the reference.
  grade int check (grade between -3 and 5),
  -- [{startMs, endMs, text}]; each is an annotation of the track too.
  marks jsonb not null default '[]',
  hints_seen int not null default 0 check (hints_seen >= 0),
  seconds int not null default 0 check (seconds >= 0),
  day date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index if not exists listening_answers_session_id_idx on listening_answers (session_id);
create index if not exists listening_answers_user_id_day_idx on listening_answers (user_id, day);
create index if not exists listening_answers_template_id_idx on listening_answers (template_id);

-- A card may also ask for a prompt, on the track where it was answered.
alter table review_cards drop constraint if exists review_cards_source_kind_check;
alter table review_cards add constraint review_cards_source_kind_check check (source_kind in ('lesson', 'drill', 'listening'));
