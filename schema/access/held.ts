// What a person may do: the roles given to the person that have not expired, the roles that those inherit from, and the
// entitlements of all of them. The server decides with this query; a device runs the same query on its own rows to know which pages
// to show.
import type { QueryCreator, SelectQueryBuilder } from 'kysely';
import type { Database } from '../database.ts';

export type HeldRow = {
  role_id: string;
  role: string;
  entitlement: string | null;
  resource: string | null;
  action: string | null;
};

/** One row for each role held and each of its entitlements; a role without entitlements has one row with nulls. */
export const heldQuery = (
  db: QueryCreator<Database>,
  userId: string,
  now: string,
): SelectQueryBuilder<Database, never, HeldRow> =>
  db
    // `union` drops roles met before, so that a circle of parents ends.
    .withRecursive('held(id)', (cte) =>
      cte
        .selectFrom('user_roles')
        .select('role_id as id')
        .where('user_id', '=', userId)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now as never)]))
        .union(
          cte
            .selectFrom('held')
            .innerJoin('roles', 'roles.id', 'held.id')
            .where('roles.parent_role_id', 'is not', null)
            .select((role) => role.ref('roles.parent_role_id').$castTo<string>().as('id')),
        ),
    )
    .selectFrom('held')
    .innerJoin('roles', 'roles.id', 'held.id')
    .leftJoin('role_entitlements', 'role_entitlements.role_id', 'roles.id')
    .leftJoin('entitlements', 'entitlements.id', 'role_entitlements.entitlement_id')
    .select([
      'roles.id as role_id',
      'roles.name as role',
      'entitlements.name as entitlement',
      'entitlements.resource',
      'entitlements.action',
    ])
    .orderBy('roles.name')
    .orderBy('entitlements.name') as never;

/** `resource.action` of every entitlement among the rows. */
export const entitlementsOf = (rows: readonly HeldRow[]): Set<string> =>
  new Set(rows.flatMap(({ resource, action }) => (resource === null || action === null ? [] : [`${resource}.${action}`])));
