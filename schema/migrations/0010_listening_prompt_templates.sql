-- Prompts for listening on purpose, and presets that run several. Rows without a maker are shipped content.

create table if not exists listening_prompt_templates (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  category text not null,
  difficulty text not null default 'beginner' check (difficulty in ('beginner', 'intermediate', 'advanced', 'expert')),
  prompt_text text not null,
  hints jsonb not null default '[]',
  expected_observations jsonb not null default '[]',
  tags text[] not null default '{}',
  display_order int not null default 0,
  is_active boolean not null default true,
  created_by uuid references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists listening_prompt_templates_created_by_idx on listening_prompt_templates (created_by);
create index if not exists listening_prompt_templates_category_display_order_idx
  on listening_prompt_templates (category, display_order);

create table if not exists listening_prompt_presets (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  -- The first prompt; config lists them all with their times.
  template_id uuid references listening_prompt_templates (id) on delete set null,
  preset_type text not null default 'session',
  config jsonb not null default '{}',
  is_active boolean not null default true,
  created_by uuid references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index if not exists listening_prompt_presets_created_by_idx on listening_prompt_presets (created_by);
create index if not exists listening_prompt_presets_template_id_idx on listening_prompt_presets (template_id);
