// Roles on a real server: the first person, inheritance, expiry; and the audit log, which nobody changes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENTITLEMENTS, entitlementId, ROLE_NAMES, roleId } from '#schema/access/built-in.ts';
import { entitlementsOf, heldQuery } from '#schema/access/held.ts';
import { newId } from '#schema/ids.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { approve, makeAdmin } from '../auth/approve.ts';
import { withSession } from '../db/session.ts';
import { expireRoles } from './expire-roles.ts';

let server: TestServer;
let first: TestPerson;
let second: TestPerson;
beforeAll(async () => {
  server = await startTestServer({ env: { signUp: 'approval' } });
  first = await server.signIn('first@example.test');
  await server.signIn('second@example.test').catch(() => null);
  await approve(server.database.pool, 'second@example.test');
  second = await server.signIn('second@example.test');
});
afterAll(() => server.close());

const NOW = '2026-11-22T12:00:00.000Z';
const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  server.database.pool.query<Row>(sql, values).then(({ rows }) => rows);
const held = (userId: string, now = NOW) =>
  withSession(server.database.pool, async ({ db }) => [...entitlementsOf(await heldQuery(db, userId, now).execute())]);

describe('roles', () => {
  test('the migration has the roles and entitlements that the code names, with the ids that the code derives', async () => {
    expect((await query<{ id: string }>('select id from roles')).map(({ id }) => id).sort()).toEqual(
      ROLE_NAMES.map(roleId).sort(),
    );
    expect(await query('select id, name, resource, action from entitlements order by name')).toEqual(
      [...ENTITLEMENTS].sort().map((name) => {
        const [resource, action] = name.split('.');
        return { id: entitlementId(name), name, resource, action };
      }),
    );
  });

  test('the first person is an admin and needs no approval; the second is and does neither', async () => {
    expect(await query('select email, role, approved from users order by email')).toEqual([
      { email: first.email, role: 'admin', approved: true },
      { email: second.email, role: 'user', approved: true },
    ]);
    expect((await held(first.id)).sort()).toEqual([...ENTITLEMENTS].sort());
    expect(await held(second.id)).toEqual([]);
  });

  test('a role inherits from its parents until it expires, and a circle of parents ends', async () => {
    const [chief, deputy] = [newId(), newId()];
    await query(`insert into roles (id, name, parent_role_id) values ($1, 'chief', $2)`, [chief, roleId('moderator')]);
    await query(`insert into roles (id, name, parent_role_id) values ($1, 'deputy', $2)`, [deputy, chief]);
    await query('insert into user_roles (user_id, role_id, expires_at) values ($1, $2, $3)', [second.id, deputy, NOW]);
    expect(await held(second.id, '2026-11-22T11:59:59.999Z')).toEqual(['people.admit', 'people.read']);
    expect(await held(second.id)).toEqual([]);
    await query('update roles set parent_role_id = $2 where id = $1', [chief, deputy]);
    expect(await held(second.id, '2026-11-22T11:00:00.000Z')).toEqual([]);
    await query('delete from roles where id in ($1, $2)', [chief, deputy]);
  });

  test('a role that has expired is taken away by a job, which the audit log records', async () => {
    await query('insert into user_roles (user_id, role_id, expires_at) values ($1, $2, $3)', [
      second.id,
      roleId('moderator'),
      NOW,
    ]);
    await query(`update users set role = 'moderator' where id = $1`, [second.id]);
    const at = (now: string) => ({ pool: server.database.pool, clock: { now: () => new Date(now) } });
    expect(await expireRoles(at('2026-11-22T11:59:59.000Z'))).toBe(0);
    expect(await expireRoles(at(NOW))).toBe(1);
    expect(await query('select role from users where id = $1', [second.id])).toEqual([{ role: 'user' }]);
    expect(await query(`select resource_id, details from audit_log where event_type = 'role_expired'`)).toEqual([
      { resource_id: second.id, details: { role: 'moderator' } },
    ]);
  });

  test('of several people who come first at the same time, one becomes the admin', async () => {
    const other = await startTestServer();
    try {
      await Promise.all(['a', 'b', 'c'].map((name) => other.signIn(`${name}-${newId()}@example.test`).catch(() => null)));
      const { rows } = await other.database.pool.query('select from user_roles where role_id = $1', [roleId('admin')]);
      expect(rows).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  test('the operator makes an admin from the terminal', async () => {
    expect(await makeAdmin(server.database.pool, 'nobody@example.test')).toBe('unknown');
    expect(await makeAdmin(server.database.pool, second.email)).toBe('made');
    expect(await makeAdmin(server.database.pool, second.email)).toBe('known');
    expect(await query('select role from users where id = $1', [second.id])).toEqual([{ role: 'admin' }]);
  });
});

describe('the audit log', () => {
  test('has who was let in by whom', async () => {
    const rows = await query(
      `select event_type, action, status, resource_id, details from audit_log
        where event_type in ('account_approved', 'role_granted') order by created_at, id`,
    );
    expect(rows).toMatchObject([
      { event_type: 'role_granted', action: 'granted', resource_id: first.id, details: { role: 'admin' } },
      { event_type: 'account_approved', resource_id: second.id, details: { by: 'operator' } },
      { event_type: 'role_granted', resource_id: second.id, details: { role: 'admin', by: 'operator' } },
    ]);
  });

  test.each([
    `update audit_log set status = 'success'`,
    `update audit_log set details = '{}'`,
    'update audit_log set user_id = null',
    'delete from audit_log',
    'truncate audit_log',
    `insert into audit_log select * from audit_log on conflict (id) do update set status = 'failure'`,
  ])('refuses: %s', async (sql) => {
    await expect(query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('refuses changes also of a role that owns the tables and is no superuser', async () => {
    const client = await server.database.pool.connect();
    try {
      await client.query('begin');
      await client.query('create role log_owner');
      await client.query('alter table audit_log owner to log_owner');
      await client.query('set local role log_owner');
      for (const sql of ['delete from audit_log', 'truncate audit_log', `update audit_log set status = 'success'`]) {
        await client.query('savepoint s');
        await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501', message: /permission denied|never changed/ });
        await client.query('rollback to s');
      }
      // The foreign key acts with the rights of the owner, which still has the one column.
      await client.query('reset role');
      await client.query('grant select on users to log_owner');
      const id = newId();
      await client.query('insert into users (id, email) values ($1, $2)', [id, 'left@example.test']);
      await client.query(`insert into audit_log (user_id, event_type, action) values ($1, 'sign_in', 'create')`, [id]);
      await client.query('delete from users where id = $1', [id]);
      expect((await client.query('select from audit_log where user_id = $1', [id])).rows).toEqual([]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('loses only the reference to a person who is deleted', async () => {
    const id = newId();
    await query('insert into users (id, email) values ($1, $2)', [id, 'gone@example.test']);
    await query(`insert into audit_log (user_id, event_type, action) values ($1, 'sign_in', 'create')`, [id]);
    await expect(query('update audit_log set user_id = null where user_id = $1', [id])).rejects.toMatchObject({ code: '42501' });
    await query('delete from users where id = $1', [id]);
    expect(
      await query(`select event_type from audit_log where user_id is null and status = 'success' and action = 'create'`),
    ).toEqual([{ event_type: 'sign_in' }]);
  });
});
