-- Roles that every installation has, what they may do, and an audit log that nobody changes (docs/decisions/0043-administration-and-leaving.md).

-- Shipped rows have fixed ids (schema/access/built-in.ts), so that an admin's changes to which role has which entitlement survive updates.
-- With a fixed time, so that two databases of the same schema have the same rows.
insert into roles (id, name, description, parent_role_id, created_at) values
  ('0400f15b-26f4-5276-816e-69a7bb7dbffd', 'user', 'Everybody with an account.', null, '2026-11-28T00:00:00Z')
on conflict do nothing;
insert into roles (id, name, description, parent_role_id, created_at)
select 'd5303501-5f58-5c31-949a-ad56edd1f7d1', 'moderator', 'Decides who may sign in.', id, '2026-11-28T00:00:00Z' from roles where name = 'user'
on conflict do nothing;
insert into roles (id, name, description, parent_role_id, created_at)
select '3c2870e7-eac3-53f4-93af-e50fc1d874b6', 'admin', 'May do everything on this server.', id, '2026-11-28T00:00:00Z' from roles where name = 'moderator'
on conflict do nothing;

insert into entitlements (id, name, description, resource, action, created_at) values
  ('24467850-30c8-5585-b50a-054c4ce8af7b', 'people.read', 'See everybody with an account.', 'people', 'read', '2026-11-28T00:00:00Z'),
  ('f6da95bb-5f8f-5539-9045-aabeacb083b2', 'people.admit', 'Approve, refuse and suspend people.', 'people', 'admit', '2026-11-28T00:00:00Z'),
  ('835c1c71-dc17-5001-b69b-99d76cdce456', 'roles.read', 'See who has which role.', 'roles', 'read', '2026-11-28T00:00:00Z'),
  ('39b5075f-8068-5924-a82b-04c4b59d1ca4', 'roles.grant', 'Give roles to people and take them away.', 'roles', 'grant', '2026-11-28T00:00:00Z'),
  ('674a78d9-7f3a-5020-9ff4-3ff1df0e9c74', 'roles.edit', 'Create roles and choose what they may do.', 'roles', 'edit', '2026-11-28T00:00:00Z'),
  ('23325396-52ab-52d6-8fce-2cd72c210a3e', 'audit.read', 'Read the audit log.', 'audit', 'read', '2026-11-28T00:00:00Z'),
  ('642db913-65f6-5077-940d-8dcfe63af2a9', 'audit.export', 'Save the audit log as a file.', 'audit', 'export', '2026-11-28T00:00:00Z')
on conflict do nothing;
create unique index if not exists entitlements_resource_action_key on entitlements (resource, action);

insert into role_entitlements (role_id, entitlement_id, created_at)
select r.id, e.id, '2026-11-28T00:00:00Z' from roles r, entitlements e
 where (r.name = 'moderator' and e.name in ('people.read', 'people.admit'))
    or (r.name = 'admin' and e.name in ('roles.read', 'roles.grant', 'roles.edit', 'audit.read', 'audit.export'))
on conflict do nothing;

-- Set when an admin refused an account that waited for approval, or suspended one. Signing in again does not approve it.
alter table users add column if not exists refused_at timestamptz;
-- When all data of the account will be deleted; null unless its owner asked for that.
alter table users add column if not exists deletion_due_at timestamptz;
create index if not exists users_deletion_due_at_idx on users (deletion_due_at) where deletion_due_at is not null;
create index if not exists users_created_at_id_idx on users (created_at, id);

create index if not exists audit_log_event_type_created_at_idx on audit_log (event_type, created_at);

-- Entries are added and never changed. One exception: when a person is deleted, the foreign key removes the reference to that person,
-- who no longer exists at that moment.
create or replace function ops.refuse_audit_change() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and old.user_id is not null and new.user_id is null
     and to_jsonb(new) - 'user_id' = to_jsonb(old) - 'user_id'
     and not exists (select from public.users u where u.id = old.user_id) then
    return new;
  end if;
  raise exception 'entries of audit_log are never changed or deleted' using errcode = 'insufficient_privilege';
end
$$;

create or replace trigger audit_log_append_only before update or delete on audit_log
  for each row execute function ops.refuse_audit_change();
create or replace trigger audit_log_not_truncated before truncate on audit_log
  for each statement execute function ops.refuse_audit_change();

-- The role that owns the tables, which is usually the role of the server, gives up the privileges too. The foreign key needs the column.
revoke update, delete, truncate on audit_log from public, current_user;
grant update (user_id) on audit_log to current_user;
