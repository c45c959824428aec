// Roles and what they may do. Invariants: nobody gives or takes more than what they may do themselves; the shipped role admin has
// every entitlement; parents make no circle; somebody always has the role admin without an end.
import type { Context } from 'hono';
import { ROLE_NAMES, roleId } from '#schema/access/built-in.ts';
import { newId } from '#schema/ids.ts';
import type { AdminEntitlement, AdminRole } from '#schema/protocol/admin.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow, actorOf, isWithin } from './access.ts';
import { noteAction, refuseIfAbove, requireAnAdmin } from './people.ts';
import { lockRoles, setRoleColumn } from './role-rows.ts';

const builtInIds = new Set(ROLE_NAMES.map(roleId));

/** With the entitlements inherited from parents, which `inherited` names. */
const ROLES_SQL = `
  with recursive up(id, ancestor) as (
    select id, id from roles union select up.id, r.parent_role_id from up join roles r on r.id = up.ancestor where r.parent_role_id is not null
  )
  select r.id, r.name, r.description, r.parent_role_id,
         coalesce((select array_agg(e.name order by e.name) from role_entitlements x join entitlements e on e.id = x.entitlement_id
                    where x.role_id = r.id), '{}') as own,
         coalesce((select array_agg(distinct e.name order by e.name) from up join role_entitlements x on x.role_id = up.ancestor
                     join entitlements e on e.id = x.entitlement_id where up.id = r.id and up.ancestor <> r.id), '{}') as inherited,
         (select count(*) from user_roles g where g.role_id = r.id and (g.expires_at is null or g.expires_at > $1))::int as people
    from roles r order by r.created_at, r.name`;

interface RoleRow {
  id: string;
  name: string;
  description: string | null;
  parent_role_id: string | null;
  own: string[];
  inherited: string[];
  people: number;
}

export async function listRoles(
  db: Pick<Pool, 'query'>,
  now: Date,
): Promise<{ roles: AdminRole[]; entitlements: AdminEntitlement[] }> {
  const { rows } = await db.query<RoleRow>(ROLES_SQL, [now]);
  const entitlements = await db.query<AdminEntitlement>('select name, description from entitlements order by name');
  return {
    roles: rows.map(({ id, name, description, parent_role_id, own, inherited, people }) => ({
      ...{ id, name, description, parentId: parent_role_id, entitlements: own, inherited, people, isBuiltIn: builtInIds.has(id) },
    })),
    entitlements: entitlements.rows,
  };
}

export interface RoleDeps {
  pool: Pool;
  clock: Clock;
}

export interface RoleDraft {
  name: string;
  description: string | null;
  parentId: string | null;
  entitlements: string[];
}

/** What an entitlement means on this server, in its operator's words. The code asks for entitlements by name, so these stay. */
export const describeEntitlement = (
  c: Context<AppContext>,
  { pool, clock }: RoleDeps,
  name: string,
  description: string | null,
): Promise<void> =>
  withSession(pool, async ({ client }) => {
    await lockRoles(client);
    await actorNow(c, client, clock.now(), 'roles.edit');
    const { rows } = await client.query<{ description: string | null }>(
      'select description from entitlements where name = $1 for update',
      [name],
    );
    const [before] = rows;
    if (!before) throw new RequestError('not_found');
    if (before.description === description) return;
    await client.query('update entitlements set description = $2 where name = $1', [name, description]);
    const details = { description, before: before.description };
    await noteAction(c, client, clock, 'entitlement_described', { type: 'entitlement', id: name }, details);
  });

/** `id` null creates one. A shipped role keeps its name and parent; the role admin cannot be changed at all. */
export const saveRole = (
  c: Context<AppContext>,
  { pool, clock }: RoleDeps,
  id: string | null,
  draft: RoleDraft,
): Promise<string> =>
  withSession(pool, async ({ client }) => {
    await lockRoles(client);
    const now = clock.now();
    const actor = await actorNow(c, client, now, 'roles.edit');
    const before = id === null ? null : await roleNow(client, now, id);
    if (before?.id === roleId('admin')) throw new RequestError('forbidden', 'The role admin may do everything.');
    if (before?.isBuiltIn && (draft.name !== before.name || draft.parentId !== before.parentId)) {
      throw new RequestError('forbidden', 'This role keeps its name and its parent.');
    }
    const roleIdNow = id ?? newId();
    await refuseNameTaken(client, roleIdNow, draft.name);
    await client.query(
      `insert into roles (id, name, description, parent_role_id, created_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set name = excluded.name, description = excluded.description, parent_role_id = excluded.parent_role_id`,
      [roleIdNow, draft.name, draft.description, await parentOf(client, roleIdNow, draft.parentId), now],
    );
    await client.query(
      `delete from role_entitlements where role_id = $1
          and entitlement_id not in (select id from entitlements where name = any($2::text[]))`,
      [roleIdNow, draft.entitlements],
    );
    await client.query(
      `insert into role_entitlements (role_id, entitlement_id, created_at)
       select $1, id, $3 from entitlements where name = any($2::text[]) on conflict do nothing`,
      [roleIdNow, draft.entitlements, now],
    );
    const after = await roleNow(client, now, roleIdNow);
    const touched = [...after.entitlements, ...after.inherited, ...(before?.entitlements ?? []), ...(before?.inherited ?? [])];
    if (!isWithin(touched, actor.may)) throw new RequestError('forbidden', 'A role cannot have more than what you may do.');
    await noteAction(
      c,
      client,
      clock,
      id === null ? 'role_created' : 'role_changed',
      { type: 'role', id: roleIdNow },
      {
        ...{ name: after.name, entitlements: after.entitlements, inherited: after.inherited },
        ...(before && { before: { name: before.name, entitlements: before.entitlements, inherited: before.inherited } }),
      },
    );
    return roleIdNow;
  });

export const deleteRole = (c: Context<AppContext>, { pool, clock }: RoleDeps, id: string): Promise<void> =>
  withSession(pool, async ({ client }) => {
    await lockRoles(client);
    const now = clock.now();
    const actor = await actorNow(c, client, now, 'roles.edit');
    const role = await roleNow(client, now, id);
    if (role.isBuiltIn) throw new RequestError('forbidden', 'A shipped role stays.');
    if (!isWithin([...role.entitlements, ...role.inherited], actor.may)) {
      throw new RequestError('forbidden', 'This role may do more than you.');
    }
    const holders = await client.query<{ user_id: string }>('select user_id from user_roles where role_id = $1', [id]);
    // Roles that inherit from it take its parent, so that they lose only what this role itself gave.
    await client.query('update roles set parent_role_id = $2 where parent_role_id = $1', [id, role.parentId]);
    await client.query('delete from roles where id = $1', [id]);
    for (const { user_id } of holders.rows) await setRoleColumn(client, now, user_id);
    await noteAction(
      c,
      client,
      clock,
      'role_deleted',
      { type: 'role', id },
      {
        ...{ name: role.name, entitlements: role.entitlements, people: holders.rows.length },
      },
    );
  });

/** Gives the role until `expiresAt`, or changes until when; null: without an end. */
export const grantRole = (
  c: Context<AppContext>,
  { pool, clock }: RoleDeps,
  { person, role: id, expiresAt }: { person: string; role: string; expiresAt: Date | null },
): Promise<void> =>
  withSession(pool, async ({ client }) => {
    const now = clock.now();
    if (expiresAt !== null && expiresAt <= now) throw new RequestError('bad_request', 'The end is in the past.');
    const role = await roleToGive(c, client, now, person, id);
    await client.query(
      `insert into user_roles (user_id, role_id, granted_by, granted_at, expires_at) values ($1, $2, $3, $4, $5)
       on conflict (user_id, role_id) do update
         set granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at`,
      [person, id, actorOf(c).userId, now, expiresAt],
    );
    await requireAnAdmin(client);
    await setRoleColumn(client, now, person);
    await noteAction(
      c,
      client,
      clock,
      'role_granted',
      { type: 'person', id: person },
      {
        ...{ role: role.name, expiresAt: expiresAt?.toISOString() ?? null },
      },
    );
  });

export const withdrawRole = (
  c: Context<AppContext>,
  { pool, clock }: RoleDeps,
  { person, role: id }: { person: string; role: string },
): Promise<void> =>
  withSession(pool, async ({ client }) => {
    const now = clock.now();
    const role = await roleToGive(c, client, now, person, id);
    const { rowCount } = await client.query('delete from user_roles where user_id = $1 and role_id = $2', [person, id]);
    if (rowCount === 0) return;
    await requireAnAdmin(client);
    await setRoleColumn(client, now, person);
    await noteAction(c, client, clock, 'role_withdrawn', { type: 'person', id: person }, { role: role.name });
  });

/** Takes the lock. Refuses a role, and a person, that may do more than the actor. */
async function roleToGive(c: Context<AppContext>, client: PoolClient, now: Date, person: string, id: string): Promise<AdminRole> {
  await lockRoles(client);
  const actor = await actorNow(c, client, now, 'roles.grant');
  const { rowCount } = await client.query('select from users where id = $1 for update', [person]);
  if (rowCount === 0) throw new RequestError('not_found');
  const role = await roleNow(client, now, id);
  if (!isWithin([...role.entitlements, ...role.inherited], actor.may)) {
    throw new RequestError('forbidden', 'This role may do more than you.');
  }
  await refuseIfAbove(client, now, actor, person);
  return role;
}

async function roleNow(client: PoolClient, now: Date, id: string): Promise<AdminRole> {
  const role = (await listRoles(client, now)).roles.find((each) => each.id === id);
  if (!role) throw new RequestError('not_found');
  return role;
}

async function refuseNameTaken(client: PoolClient, id: string, name: string): Promise<void> {
  const { rowCount } = await client.query('select from roles where lower(name) = lower($1) and id <> $2', [name, id]);
  if (rowCount !== 0) throw new RequestError('bad_request', 'Another role has this name.');
}

async function parentOf(client: PoolClient, id: string, parentId: string | null): Promise<string | null> {
  if (parentId === null) return null;
  const { rows } = await client.query<{ id: string; parent_role_id: string | null }>('select id, parent_role_id from roles');
  const parents = new Map(rows.map((row) => [row.id, row.parent_role_id]));
  if (!parents.has(parentId)) throw new RequestError('not_found');
  for (let at: string | null = parentId; at !== null; at = parents.get(at) ?? null) {
    if (at === id) throw new RequestError('bad_request', 'A role cannot inherit from itself.');
  }
  return parentId;
}
