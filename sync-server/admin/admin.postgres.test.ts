// The administration on a real server: who may use which route, what each does, and what the audit log says afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import Papa from 'papaparse';
import { ENTITLEMENTS, roleId } from '#schema/access/built-in.ts';
import { newId } from '#schema/ids.ts';
import { auditAnswer, peopleAnswer, rolesAnswer, type AdminPerson } from '#schema/protocol/admin.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { adminRoutes } from './routes.ts';

let now = new Date('2026-11-22T12:00:00.000Z');
let server: TestServer;
let admin: TestPerson;
let moderator: TestPerson;
let person: TestPerson;

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => now } });
  admin = await server.signIn('admin@example.test');
  moderator = await server.signIn('moderator@example.test');
  person = await server.signIn('person@example.test');
  await done(admin, `/people/${moderator.id}/roles`, { roleId: roleId('moderator'), expiresAt: null });
});
afterAll(() => server.close());
beforeEach(() => {
  now = new Date(now.getTime() + 61_000);
});

const send = (by: TestPerson | null, path: string, body?: unknown): Promise<Response> =>
  body === undefined
    ? fetch(`${server.url}/v1/admin${path}`, { headers: by ? { cookie: by.cookie } : {} })
    : post(`${server.url}/v1/admin${path}`, body, by ? { cookie: by.cookie } : {});
async function done(by: TestPerson, path: string, body: unknown): Promise<void> {
  const answer = await send(by, path, body);
  expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
}
async function refused(by: TestPerson, path: string, body: unknown): Promise<string> {
  const { status, error } = await send(by, path, body).then(async (answer) => ({
    status: answer.status,
    ...((await answer.json()) as { error: { code: string; detail?: string } }),
  }));
  expect(status).toBeGreaterThanOrEqual(400);
  return error.detail ?? error.code;
}
const people = async (query = '', by = admin) => peopleAnswer.parse(await (await send(by, `/people${query}`)).json());
const roles = async () => rolesAnswer.parse(await (await send(admin, '/roles')).json());
const audit = async (query = '') => auditAnswer.parse(await (await send(admin, `/audit${query}`)).json());
const personNamed = async (email: string): Promise<AdminPerson | undefined> =>
  (await people(`?search=${encodeURIComponent(email)}`)).people[0];

describe('every route of the administration', () => {
  const routes = [...new Set(adminRoutes({} as never).routes.map(({ method, path }) => `${method} ${path}`))].filter(
    (route) => !route.startsWith('ALL'),
  );
  const ask = (by: TestPerson | null, route: string): Promise<Response> => {
    const [method = '', path = ''] = route.split(' ');
    return send(
      by,
      path.replace(':id', person.id).replace(':name', 'market').replace(':kind', 'quests'),
      method === 'POST' ? {} : undefined,
    );
  };

  test('is known to this test', () => expect(routes).toHaveLength(25));

  test('refuses strangers and ordinary people, and the refusals are in the audit log', async () => {
    for (const route of routes) {
      expect([route, (await ask(null, route)).status]).toEqual([route, 401]);
      const answer = await ask(person, route);
      expect([route, answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
        ...[route, 403, 'forbidden'],
      ]);
    }
    const { entries } = await audit('?events=access_refused&status=denied');
    expect(entries).toHaveLength(routes.length);
    expect(entries[0]).toMatchObject({ userId: person.id, email: person.email, address: '127.0.0.1' });
  });

  test('lets a moderator do only what moderators may do', async () => {
    const allowed = [];
    for (const route of routes) if ((await ask(moderator, route)).status !== 403) allowed.push(route);
    expect(allowed.sort()).toEqual([
      'GET /people',
      'POST /people/:id/approve',
      'POST /people/:id/refuse',
      'POST /people/:id/sign-out',
    ]);
    await done(admin, `/people/${person.id}/approve`, {});
    person = await server.signIn(person.email);
  });

  test('refuses somebody whose role has expired', async () => {
    const until = new Date(now.getTime() + 60_000).toISOString();
    await done(admin, `/people/${person.id}/roles`, { roleId: roleId('moderator'), expiresAt: until });
    expect((await send(person, '/people')).status).toBe(200);
    now = new Date(now.getTime() + 60_000);
    expect((await send(person, '/people')).status).toBe(403);
    expect((await personNamed(person.email))?.roles).toEqual([]);
  });

  test('refuses invalid parameters and bodies in words', async () => {
    for (const query of [
      '?state=odd',
      '?cursor=odd',
      `?cursor=${Buffer.from('{"at":"now()","id":"x"}').toString('base64url')}`,
    ]) {
      expect((await send(admin, `/people${query}`)).status, query).toBe(400);
    }
    expect((await send(admin, '/audit?events=nothing')).status).toBe(400);
    expect((await send(admin, '/people/nobody/approve', {})).status).toBe(404);
    expect((await send(admin, `/people/${newId()}/approve`, {})).status).toBe(404);
  });
});

describe('people', () => {
  test('are found by their address and name, literally, in pages that continue where the last one ended', async () => {
    await server.database.pool.query(
      `insert into users (id, email, name, approved, created_at)
       select gen_random_uuid(), 'many-' || n || '@example.test', case when n = 7 then 'Seven 100%_sure' end, true,
              '2026-01-01'::timestamptz + make_interval(secs => n % 3)
         from generate_series(1, 120) n`,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await people(`?search=many-&${cursor === '' ? '' : `cursor=${cursor}`}`);
      expect(page.total).toBe(120);
      seen.push(...page.people.map(({ id }) => id));
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    expect((await people(`?search=${encodeURIComponent('100%_SURE')}`)).people.map(({ email }) => email)).toEqual([
      'many-7@example.test',
    ]);
    expect((await people(`?search=${encodeURIComponent('%')}`)).people).toHaveLength(1);
  });

  test('who are suspended are signed out at once, cannot sign in again, and get a mail; approval lets them in', async () => {
    const guest = await server.signIn('guest@example.test');
    await done(admin, `/people/${guest.id}/refuse`, {});
    expect((await guest.fetch('/v1/auth/session')).status).toBe(401);
    await expect.poll(() => server.printed.at(-1)).toBe('mail for guest@example.test: Your Cadence account was suspended');
    await expect(server.signIn('guest@example.test')).rejects.toThrow('undefined');
    expect((await people('?state=refused')).people.map(({ email }) => email)).toEqual(['guest@example.test']);
    await done(admin, `/people/${guest.id}/approve`, {});
    expect((await server.signIn('guest@example.test')).id).toBe(guest.id);
    expect(server.printed).toContain('mail for guest@example.test: Your Cadence account is approved');
  });

  test('are signed out everywhere without losing the account', async () => {
    const guest = await server.signIn('lost-phone@example.test');
    await server.signIn('lost-phone@example.test');
    await done(moderator, `/people/${guest.id}/sign-out`, {});
    expect((await guest.fetch('/v1/auth/session')).status).toBe(401);
    expect((await personNamed('lost-phone@example.test'))?.sessions).toBe(0);
    expect((await audit('?events=session_revoked')).entries).toMatchObject([
      { email: moderator.email, resourceEmail: 'lost-phone@example.test', details: { devices: 2 } },
    ]);
    expect((await server.signIn('lost-phone@example.test')).id).toBe(guest.id);
    expect(await refused(moderator, `/people/${admin.id}/sign-out`, {})).toBe('This person may do more than you.');
  });

  test('are not decided on by somebody who may do less, nor by themselves, and the last admin stays', async () => {
    expect(await refused(moderator, `/people/${admin.id}/refuse`, {})).toBe('This person may do more than you.');
    expect(await refused(admin, `/people/${admin.id}/refuse`, {})).toBe('You cannot suspend yourself.');
    expect(await refused(admin, `/people/${admin.id}/roles/withdraw`, { roleId: roleId('admin') })).toMatch(
      /last admin must stay/,
    );
    const soon = new Date(now.getTime() + 60_000).toISOString();
    expect(await refused(admin, `/people/${admin.id}/roles`, { roleId: roleId('admin'), expiresAt: soon })).toMatch(/last admin/);
    expect(await personNamed(admin.email)).toMatchObject({ state: 'active', roles: [{ name: 'admin', expiresAt: null }] });
  });
});

describe('roles', () => {
  test('of two admins who take away each other’s role at once, one stays an admin', async () => {
    const second = await server.signIn('deputy@example.test');
    await done(admin, `/people/${second.id}/roles`, { roleId: roleId('admin'), expiresAt: null });
    const take = (by: TestPerson, from: TestPerson) => send(by, `/people/${from.id}/roles/withdraw`, { roleId: roleId('admin') });
    const answers = await Promise.all([take(admin, second), take(second, admin)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    // The one who is left gives the other the role again, so that the tests below have their admin.
    const left = answers[0].status === 200 ? admin : second;
    if (left === second) await done(second, `/people/${admin.id}/roles`, { roleId: roleId('admin'), expiresAt: null });
    await send(admin, `/people/${second.id}/roles/withdraw`, { roleId: roleId('admin') });
    expect((await personNamed(admin.email))?.roles).toEqual([{ id: roleId('admin'), name: 'admin', expiresAt: null }]);
  });

  const helper = { name: 'helper', description: 'Reads the log.', parentId: roleId('user'), entitlements: ['audit.read'] };
  const roleNamed = async (name: string) => (await roles()).roles.find((role) => role.name === name);

  test('are created, inherited, given, changed and deleted', async () => {
    await done(admin, '/roles', helper);
    const created = await roleNamed('helper');
    if (!created) throw new Error('no role');
    await done(admin, '/roles', { name: 'chief', description: null, parentId: created.id, entitlements: ['people.read'] });
    expect(await roleNamed('chief')).toMatchObject({ entitlements: ['people.read'], inherited: ['audit.read'] });
    const chief = (await roleNamed('chief'))?.id ?? '';
    await done(admin, `/people/${person.id}/roles`, { roleId: chief, expiresAt: null });
    expect((await send(person, '/audit')).status).toBe(200);
    expect((await send(person, '/audit/export')).status).toBe(403);
    expect(await refused(admin, `/roles/${created.id}`, { ...helper, parentId: chief })).toMatch(/cannot inherit from itself/);
    expect(await refused(admin, '/roles', { ...helper, name: 'Chief' })).toMatch(/has this name/);
    await done(admin, `/roles/${created.id}/delete`, {});
    expect(await roleNamed('chief')).toMatchObject({ parentId: roleId('user'), inherited: [] });
    expect((await send(person, '/audit')).status).toBe(403);
    await done(admin, `/people/${person.id}/roles/withdraw`, { roleId: chief });
    await done(admin, `/roles/${chief}/delete`, {});
  });

  test('have entitlements that are described in the words of the operator, by name', async () => {
    const described = async () => (await roles()).entitlements.find(({ name }) => name === 'audit.read')?.description;
    const shipped = await described();
    await done(admin, '/entitlements/audit.read', { description: '  Reads what happened.  ' });
    expect(await described()).toBe('Reads what happened.');
    expect((await audit('?events=entitlement_described')).entries).toMatchObject([
      { details: { description: 'Reads what happened.', before: shipped } },
    ]);
    await done(admin, '/entitlements/audit.read', { description: ' ' });
    expect(await described()).toBeNull();
    expect((await send(admin, '/entitlements/unheard.of', { description: 'x' })).status).toBe(404);
    await done(admin, '/entitlements/audit.read', { description: shipped });
  });

  test('give nobody more than the giver has', async () => {
    await done(admin, '/roles', {
      name: 'granter',
      description: null,
      parentId: null,
      entitlements: ['roles.grant', 'roles.edit'],
    });
    const granter = (await roleNamed('granter'))?.id ?? '';
    await done(admin, `/people/${person.id}/roles`, { roleId: granter, expiresAt: null });
    const grant = { roleId: roleId('admin'), expiresAt: null };
    expect(await refused(person, `/people/${person.id}/roles`, grant)).toBe('This role may do more than you.');
    expect(await refused(person, `/people/${admin.id}/roles/withdraw`, { roleId: granter })).toBe(
      'This person may do more than you.',
    );
    const more = { name: 'granter', description: null, parentId: roleId('admin'), entitlements: ['roles.grant', 'roles.edit'] };
    expect(await refused(person, `/roles/${granter}`, more)).toMatch(/cannot have more/);
    expect(await refused(person, `/roles/${granter}`, { ...more, parentId: null, entitlements: ['audit.read'] })).toMatch(/more/);
    expect((await roleNamed('granter'))?.entitlements).toEqual(['roles.edit', 'roles.grant']);
    await done(admin, `/roles/${granter}/delete`, {});
  });

  test('that ship keep their names, and the role admin keeps everything', async () => {
    const body = { name: 'moderator', description: null, parentId: roleId('user'), entitlements: ['people.read'] };
    expect(await refused(admin, `/roles/${roleId('admin')}`, { ...body, name: 'admin' })).toMatch(/may do everything/);
    expect(await refused(admin, `/roles/${roleId('moderator')}`, { ...body, name: 'boss' })).toMatch(/keeps its name/);
    expect(await refused(admin, `/roles/${roleId('moderator')}/delete`, {})).toMatch(/stays/);
    await done(admin, `/roles/${roleId('moderator')}`, body);
    expect((await send(moderator, `/people/${person.id}/approve`, {})).status).toBe(403);
    await done(admin, `/roles/${roleId('moderator')}`, { ...body, entitlements: ['people.read', 'people.admit'] });
    expect((await roleNamed('admin'))?.entitlements).toEqual([...ENTITLEMENTS].sort());
  });
});

describe('the audit log', () => {
  test('is saved as CSV with all that matches, and the export is an entry too', async () => {
    await server.database.pool.query(
      `insert into audit_log (event_type, action, status, user_agent, created_at)
       select 'sign_out', 'delete', 'success', '=cmd()', '2025-01-01'::timestamptz + make_interval(secs => n / 7) from generate_series(1, 2300) n`,
    );
    const answer = await send(admin, '/audit/export?events=sign_out&to=2025-06-01T00:00:00Z');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="cadence-audit-2026-/);
    const { data } = Papa.parse<Record<string, string>>(await answer.text(), { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(2300);
    expect(data[0]).toMatchObject({ event: 'sign_out', agent: "'=cmd()" });
    const { entries } = await audit('?events=audit_exported');
    expect(entries).toMatchObject([{ userId: admin.id, details: { events: ['sign_out'] } }]);
  });

  test('is filtered by who, what, outcome and time', async () => {
    const granted = await audit(`?events=role_granted,role_withdrawn&who=${encodeURIComponent('MODERATOR@')}`);
    expect(granted.entries).toMatchObject([
      {
        ...{ event: 'role_granted', action: 'granted', status: 'success', email: admin.email, address: '127.0.0.1' },
        ...{ resourceType: 'person', resourceEmail: moderator.email, details: { role: 'moderator', expiresAt: null } },
      },
    ]);
    expect((await audit(`?from=2027-01-01T00:00:00Z`)).entries).toEqual([]);
    expect((await audit(`?to=2024-01-01T00:00:00Z`)).entries).toEqual([]);
    const first = await audit();
    expect(first.entries).toHaveLength(50);
    const second = await audit(`?cursor=${first.next ?? ''}`);
    expect(first.entries.at(-1)!.at >= second.entries[0]!.at).toBe(true);
    expect(second.entries.map(({ id }) => id)).not.toContain(first.entries.at(-1)?.id);
  });
});
