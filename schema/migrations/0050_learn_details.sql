-- Learn: what seed migration 0013 leaves out (docs/decisions/0040-learning-and-review.md).

-- Shipped content that was retired stays for the history of those who learned it.
alter table learn_topics add column if not exists is_active boolean not null default true;
alter table learn_lessons add column if not exists is_active boolean not null default true;
alter table learn_drills add column if not exists is_active boolean not null default true;
-- Sounds and pictures as data (schema/learn/rules/figures.ts), by the name that the text refers to.
alter table learn_lessons add column if not exists figures_json jsonb not null default '{}';
alter table learn_lessons add column if not exists sources_json jsonb not null default '[]';

-- How far the text was read, 0 to 1: where the reader opens it again.
alter table user_lesson_progress add column if not exists position double precision not null default 0 check (position between 0 and 1);
alter table user_lesson_progress add column if not exists updated_at timestamptz;

create table if not exists quiz_attempts (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  lesson_id uuid not null references learn_lessons (id) on delete cascade,
  day date not null,
  -- What was answered, by the question's key.
  answers jsonb not null,
  right_count int not null check (right_count >= 0),
  question_count int not null check (question_count >= right_count),
  created_at timestamptz not null
);
create index if not exists quiz_attempts_user_id_lesson_id_idx on quiz_attempts (user_id, lesson_id, created_at);
create index if not exists quiz_attempts_lesson_id_idx on quiz_attempts (lesson_id);

-- Something to be recalled. Everything from `state` on is derived: it is what FSRS makes of the card's reviews.
create table if not exists review_cards (
  -- A function of person, source and item: a mistake that two devices notice is one card.
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  source_kind text not null check (source_kind in ('lesson', 'drill')),
  -- A lesson or a drill.
  source_id uuid not null,
  -- The key of a question in the lesson, or of a choice in the drill.
  item text not null,
  first_due_at timestamptz not null,
  suspended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- 0 new, 1 learning, 2 review, 3 relearning.
  state int not null default 0 check (state between 0 and 3),
  due_at timestamptz not null,
  stability double precision not null default 0,
  difficulty double precision not null default 0,
  learning_step int not null default 0,
  scheduled_days int not null default 0,
  reps int not null default 0,
  lapses int not null default 0,
  last_review_at timestamptz
);
create index if not exists review_cards_user_id_due_at_idx on review_cards (user_id, due_at);
create index if not exists review_cards_source_id_idx on review_cards (source_id);

create table if not exists card_reviews (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  card_id uuid not null references review_cards (id) on delete cascade,
  -- 1 again, 2 hard, 3 good, 4 easy.
  rating int not null check (rating between 1 and 4),
  day date not null,
  reviewed_at timestamptz not null,
  -- The card's state before the review, and how likely it was remembered then: null for a new card.
  state_before int not null,
  recall_before double precision,
  taken_back_at timestamptz
);
create index if not exists card_reviews_card_id_reviewed_at_idx on card_reviews (card_id, reviewed_at);
create index if not exists card_reviews_user_id_day_idx on card_reviews (user_id, day);
