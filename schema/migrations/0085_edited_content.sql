-- What an admin changes of the shipped content (docs/decisions/0072-content-editor.md).

-- When an admin last changed a shipped row, which updates then leave as it is.
alter table universal_quests add column if not exists edited_at timestamptz;
alter table market_items add column if not exists edited_at timestamptz;
alter table learn_lessons add column if not exists edited_at timestamptz;
alter table listening_prompt_templates add column if not exists edited_at timestamptz;

-- One row for each change, with the fields as they were before it. Devices do not get these rows.
create table if not exists content_versions (
  id uuid primary key,
  kind text not null,
  row_id uuid not null,
  -- Counts the changes of the row from 1.
  number int not null check (number > 0),
  action text not null check (action in ('edited', 'kept', 'put_back', 'shipped')),
  before jsonb not null,
  -- The fields as the app shipped them when the change was made, by which a newer shipped text is noticed. Null: no longer shipped.
  shipped jsonb,
  user_id uuid references users (id) on delete set null,
  created_at timestamptz not null,
  constraint content_versions_row_id_number_key unique (row_id, number)
);
create index if not exists content_versions_user_id_idx on content_versions (user_id);

update entitlements set description = 'Change shipped content: introductions, quests, market items, lessons and prompts.'
 where name = 'content.edit' and description = 'Change the steps of the introduction.';
