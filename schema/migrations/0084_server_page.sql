-- The right to see how the server is (docs/decisions/0071-watching-the-server.md).
insert into entitlements (id, name, description, resource, action, created_at) values
  ('75fc5ca1-389d-5f88-8416-ae51a7377f88', 'server.read', 'See how the server is: load, queue, storage, slow queries.', 'server', 'read', '2026-11-28T00:00:00Z')
on conflict do nothing;

insert into role_entitlements (role_id, entitlement_id, created_at)
select r.id, e.id, '2026-11-28T00:00:00Z' from roles r, entitlements e
 where r.name = 'admin' and e.name = 'server.read'
on conflict do nothing;
