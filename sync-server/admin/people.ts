// Everybody with an account: the list, and who may sign in.
import type { Context } from 'hono';
import { roleId } from '#schema/access/built-in.ts';
import { PEOPLE_STATES, type AdminPerson, type PeopleState } from '#schema/protocol/admin.ts';
import { noteInAuditLog } from '../auth/audit.ts';
import type { Pool, PoolClient } from '../db/pool.ts';
import { withSession } from '../db/session.ts';
import type { AppContext, Clock } from '../http/context.ts';
import { RequestError } from '../http/wire-errors.ts';
import { actorNow, actorOf, entitlementsOfPerson, isWithin } from './access.ts';
import type { Actor } from './actor.ts';
import { lockRoles } from './role-rows.ts';
import { likePattern, PAGE_ROWS, pageOf, type Cursor } from './pages.ts';

const STATE_SQL = `case when u.deletion_due_at is not null then 'leaving' when u.approved then 'active'
                        when u.refused_at is not null then 'refused' else 'waiting' end`;

export interface PeopleFilter {
  search?: string | undefined;
  state?: PeopleState | undefined;
  role?: string | undefined;
  cursor?: Cursor | undefined;
}

interface PersonRow {
  id: string;
  email: string;
  name: string | null;
  state: PeopleState;
  created_at: Date;
  cursor_at: string;
  last_seen_at: Date | null;
  sessions: number;
  roles: { id: string; name: string; expiresAt: string | null }[];
}

/** Newest first. */
export async function listPeople(
  pool: Pool,
  now: Date,
  { search, state, role, cursor }: PeopleFilter,
): Promise<{ people: AdminPerson[]; next: string | null; total: number; counts: Record<PeopleState, number> }> {
  const condition = `($1::text is null or u.email ilike $1 or u.name ilike $1)
      and ($2::text is null or ${STATE_SQL} = $2)
      and ($3::uuid is null or exists (select from user_roles g where g.user_id = u.id and g.role_id = $3
                                        and (g.expires_at is null or g.expires_at > $4)))`;
  const values = [search === undefined ? null : likePattern(search), state ?? null, role ?? null, now];
  const { rows } = await pool.query<PersonRow>(
    `select u.id, u.email, u.name, ${STATE_SQL} as state, u.created_at, u.created_at::text as cursor_at,
            greatest(u.last_activity_at, (select max(s.last_activity_at) from sessions s where s.user_id = u.id)) as last_seen_at,
            (select count(distinct s.family_id) from sessions s where s.user_id = u.id and s.expires_at > $4)::int as sessions,
            coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'expiresAt', g.expires_at) order by r.name)
                        from user_roles g join roles r on r.id = g.role_id
                       where g.user_id = u.id and (g.expires_at is null or g.expires_at > $4)), '[]') as roles
       from users u
      where ${condition} and ($5::timestamptz is null or (u.created_at, u.id) < ($5::timestamptz, $6::uuid))
      order by u.created_at desc, u.id desc limit ${PAGE_ROWS + 1}`,
    [...values, cursor?.at ?? null, cursor?.id ?? null],
  );
  const total = await pool.query<{ n: number }>(`select count(*)::int as n from users u where ${condition}`, values);
  const counted = await pool.query<{ state: PeopleState; n: number }>(
    `select ${STATE_SQL} as state, count(*)::int as n from users u group by 1`,
  );
  const counts = Object.fromEntries(PEOPLE_STATES.map((each) => [each, 0])) as Record<PeopleState, number>;
  for (const row of counted.rows) counts[row.state] = row.n;
  const page = pageOf(rows);
  return {
    people: page.rows.map(({ id, email, name, state: its, created_at, last_seen_at, sessions, roles }) => ({
      ...{ id, email, name, state: its, sessions, roles },
      createdAt: created_at.toISOString(),
      lastSeenAt: last_seen_at?.toISOString() ?? null,
    })),
    next: page.next,
    total: total.rows[0]?.n ?? 0,
    counts,
  };
}

export interface DecideDeps {
  pool: Pool;
  clock: Clock;
}

export type Decision = 'approve' | 'refuse';
export interface Decided {
  email: string;
  /** Null: it was decided like this before. */
  change: 'account_approved' | 'account_refused' | 'account_suspended' | null;
}

/** `refuse` also suspends somebody who was approved: all sessions end. */
export const decide = (c: Context<AppContext>, deps: DecideDeps, id: string, decision: Decision): Promise<Decided> =>
  withSession(deps.pool, async ({ client }) => {
    const now = deps.clock.now();
    await lockRoles(client);
    const actor = await actorNow(c, client, now, 'people.admit');
    const { rows } = await client.query<{ email: string; approved: boolean; refused_at: Date | null }>(
      'select email, approved, refused_at from users where id = $1 for update',
      [id],
    );
    const [user] = rows;
    if (!user) throw new RequestError('not_found');
    await refuseIfAbove(client, now, actor, id);
    if (decision === 'approve') {
      if (user.approved) return { email: user.email, change: null };
      await client.query('update users set approved = true, refused_at = null, updated_at = $2 where id = $1', [id, now]);
    } else {
      if (id === actor.userId) throw new RequestError('forbidden', 'You cannot suspend yourself.');
      if (!user.approved && user.refused_at !== null) return { email: user.email, change: null };
      await client.query('update users set approved = false, refused_at = $2, updated_at = $2 where id = $1', [id, now]);
      await client.query('delete from sessions where user_id = $1', [id]);
      await requireAnAdmin(client);
    }
    const change = decision === 'approve' ? 'account_approved' : user.approved ? 'account_suspended' : 'account_refused';
    await noteAction(c, client, deps.clock, change, { type: 'person', id }, {});
    return { email: user.email, change };
  });

/** Ends all sessions of the person, whose account stays as it is. */
export const signOutEverywhere = (c: Context<AppContext>, { pool, clock }: DecideDeps, id: string): Promise<void> =>
  withSession(pool, async ({ client }) => {
    const now = clock.now();
    await lockRoles(client);
    const actor = await actorNow(c, client, now, 'people.admit');
    const { rowCount } = await client.query('select from users where id = $1 for update', [id]);
    if (rowCount === 0) throw new RequestError('not_found');
    await refuseIfAbove(client, now, actor, id);
    const ended = await client.query<{ family_id: string }>('delete from sessions where user_id = $1 returning family_id', [id]);
    const devices = new Set(ended.rows.map(({ family_id }) => family_id)).size;
    if (devices > 0) await noteAction(c, client, clock, 'session_revoked', { type: 'person', id }, { devices });
  });

/** A person who may do more than the actor is not the actor's to decide on. */
export async function refuseIfAbove(client: PoolClient, now: Date, actor: Actor, id: string): Promise<void> {
  if (id === actor.userId) return;
  if (isWithin(await entitlementsOfPerson(client, now, id), actor.may)) return;
  throw new RequestError('forbidden', 'This person may do more than you.');
}

/** Call it after a change: a server without an admin could only be helped from its own terminal. */
export async function requireAnAdmin(client: PoolClient): Promise<void> {
  const { rowCount } = await client.query(
    `select from user_roles g join users u on u.id = g.user_id
      where g.role_id = $1 and u.approved and g.expires_at is null limit 1`,
    [roleId('admin')],
  );
  if (rowCount === 0) throw new RequestError('forbidden', 'The last admin must stay. Make somebody else an admin first.');
}

/** Records what an admin did, in the transaction that did it. */
export function noteAction(
  c: Context<AppContext>,
  client: PoolClient,
  clock: Clock,
  event: Parameters<typeof noteInAuditLog>[3]['event'],
  resource: { type: string; id: string | null },
  details: Record<string, unknown>,
): Promise<void> {
  const { userId, sessionId, address } = actorOf(c);
  return noteInAuditLog(c, client, clock, {
    ...{ event, status: 'success', userId, sessionId, address, resource, details },
  });
}
