-- Introductions and their steps have versions like other edited content, and admins add rows (docs/decisions/0072-content-editor.md).

-- The order of the steps. A step that is not named comes after those that are, by its `step_order`.
alter table onboarding_flows add column if not exists step_ids uuid[] not null default '{}';

-- Until now the order was in the steps, and an order that an admin made marked them as edited. Such an order stays.
update onboarding_flows f
   set step_ids = s.ids, edited_at = coalesce(f.edited_at, s.edited_at)
  from (select flow_id, array_agg(id order by step_order, id) as ids, max(edited_at) as edited_at from onboarding_steps group by flow_id) s
 where s.flow_id = f.id and f.step_ids = '{}' and s.edited_at is not null;

alter table content_versions drop constraint if exists content_versions_action_check;
alter table content_versions add constraint content_versions_action_check
  check (action in ('edited', 'kept', 'put_back', 'shipped', 'added'));
