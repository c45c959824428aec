-- Feedback, flags and onboarding, as people and admins use them (docs/decisions/0067-flags-and-edited-content.md).

-- The page that a message is about, and when its answer came and was read.
alter table feedback
  add column if not exists page text,
  add column if not exists answered_at timestamptz,
  add column if not exists answer_seen_at timestamptz;

-- For whom a flag is on: a share of people, or those with a role. `edited_at`: when an admin last changed a shipped row, which updates
-- then leave as it is.
alter table feature_flags
  add column if not exists share int not null default 100 check (share between 0 and 100),
  add column if not exists role_name text,
  add column if not exists edited_at timestamptz;

alter table onboarding_flows
  add column if not exists sort_order int not null default 0,
  add column if not exists edited_at timestamptz;
alter table onboarding_steps
  add column if not exists is_active boolean not null default true,
  add column if not exists edited_at timestamptz;

insert into entitlements (id, name, description, resource, action, created_at) values
  ('6bbf69c7-a70d-567e-bc22-42d5b2d8ffb3', 'feedback.read', 'Read what people wrote about the app.', 'feedback', 'read', '2026-11-28T00:00:00Z'),
  ('c04e2c8f-2dd4-5a71-976b-dbaf8c1d027f', 'feedback.answer', 'Answer feedback and change its status.', 'feedback', 'answer', '2026-11-28T00:00:00Z'),
  ('4c4e4278-ad19-5026-b72f-64fd9fa71dce', 'flags.edit', 'Switch parts of the app on and off.', 'flags', 'edit', '2026-11-28T00:00:00Z'),
  ('1dd0b51f-c10a-51f4-87a6-53e66e4c2df7', 'content.edit', 'Change the steps of the introduction.', 'content', 'edit', '2026-11-28T00:00:00Z')
on conflict do nothing;

insert into role_entitlements (role_id, entitlement_id, created_at)
select r.id, e.id, '2026-11-28T00:00:00Z' from roles r, entitlements e
 where r.name = 'admin' and e.name in ('feedback.read', 'feedback.answer', 'flags.edit', 'content.edit')
on conflict do nothing;
