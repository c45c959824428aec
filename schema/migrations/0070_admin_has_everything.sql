-- The role admin has every entitlement itself, so that it loses none when an admin changes the roles that it inherits from. A migration
-- that adds an entitlement gives it to admin too.
insert into role_entitlements (role_id, entitlement_id, created_at)
select r.id, e.id, '2026-11-28T00:00:00Z' from roles r, entitlements e where r.name = 'admin'
on conflict do nothing;
