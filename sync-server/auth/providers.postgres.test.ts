// Signing in by another service: a real OpenID Connect provider, and a server that answers as GitHub does.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';
import { CookieJar, followUntil } from '#tests/support/cookie-jar.ts';
import { startGithubServer, type GithubServer } from '#tests/support/github-server.ts';
import { startOidcProvider, type OidcProvider, type ProviderPerson } from '#tests/support/oidc-provider.ts';

const APP = 'https://cadence.example';

let server: TestServer;
let oidc: OidcProvider;
let github: GithubServer;
let now = new Date('2026-11-22T12:00:00.000Z');
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeAll(async () => {
  oidc = await startOidcProvider([`${APP}/v1/auth/providers/oidc/callback`]);
  github = await startGithubServer();
  server = await startTestServer({
    clock: { now: () => now },
    env: { publicUrl: APP, providers: [oidc.settings, github.settings], tokenKeys: ['a key of the tests, long enough for it'] },
  });
});
afterAll(async () => {
  await server.close();
  await oidc.close();
  await github.close();
});

const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const browserOf = (person?: TestPerson): CookieJar => {
  const jar = new CookieJar(server.url);
  if (person) jar.set(person.cookie);
  return jar;
};
const startOf = async (jar: CookieJar, id = 'oidc', body: object = { purpose: 'sign-in' }): Promise<string> => {
  const answer = await jar.post(`/v1/auth/providers/${id}/start`, body);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { url: string }).url;
};
/** The address that the provider sends the browser back to. */
const cameBack = async (start: string) => followUntil(APP, start);
/** Follows the callback; the page that it leads to. */
const pageOf = async (jar: CookieJar, { pathname, search }: URL): Promise<URL> => {
  const answer = await jar.fetch(`${pathname}${search}`);
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '');
};
const signInWith = async (jar: CookieJar, page: URL): Promise<Response> =>
  jar.post('/v1/auth/providers/sign-in', { ticket: page.searchParams.get('ticket') ?? '' });

const somebody = (about: ProviderPerson = {}): { sub: string; email: string } => {
  const sub = newId();
  const email = about.email ?? `${sub}@example.test`;
  oidc.people.set(sub, { email, email_verified: true, name: 'Ada Lovelace', ...about });
  oidc.person = sub;
  return { sub, email };
};
/** The whole journey in a fresh browser. */
const journey = async (id = 'oidc', jar = browserOf()): Promise<{ jar: CookieJar; answer: Response }> => {
  const page = await pageOf(jar, await cameBack(await startOf(jar, id)));
  return { jar, answer: await signInWith(jar, page) };
};
const rowsOf = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.database.pool.query<Row>(sql, values)).rows;

describe('an OpenID Connect provider', () => {
  test('makes an account of a verified address, and finds it again by its subject when the address has changed', async () => {
    const { sub, email } = somebody({ email: `Ada.${newId()}@Example.test` });
    const { answer } = await journey();
    expect(answer.status).toBe(200);
    const { user } = (await answer.json()) as { user: { id: string; email: string; name: string } };
    expect(user).toMatchObject({ email: email.toLowerCase(), name: 'Ada Lovelace' });
    oidc.people.set(sub, { email: 'new@example.test', email_verified: false });
    const again = await journey();
    expect(await again.answer.json()).toEqual({ user });
    const session = await again.jar.fetch('/v1/auth/session');
    expect(await session.json()).toMatchObject({ user });
    expect(await rowsOf('select type, provider, label from accounts where user_id = $1', [user.id])).toEqual([
      { type: 'oidc', provider: oidc.settings.issuer, label: email },
    ]);
    const audited = await rowsOf<{ event_type: string }>(
      `select event_type from audit_log where user_id = $1 and event_type in ('sign_in', 'provider_linked') order by event_type`,
      [user.id],
    );
    expect(audited.map(({ event_type }) => event_type)).toEqual(['provider_linked', 'sign_in', 'sign_in']);
  });

  test('signs nobody in before the person has seen whose account it is', async () => {
    const { email } = somebody();
    const jar = browserOf();
    const page = await pageOf(jar, await cameBack(await startOf(jar)));
    expect(page.origin + page.pathname).toBe(`${APP}/sign-in`);
    expect((await jar.fetch('/v1/auth/session')).status).toBe(401);
    expect(await rowsOf('select id from users where email = $1', [email])).toEqual([]);
    const look = await jar.post('/v1/auth/providers/ticket', { ticket: page.searchParams.get('ticket') });
    expect(await look.json()).toEqual({ email, provider: 'Test Provider' });
    expect((await signInWith(jar, page)).status).toBe(200);
    const reused = await signInWith(jar, page);
    expect([reused.status, await codeOf(reused)]).toEqual([410, 'attempt_expired']);
  });

  test('that has not verified the address neither makes an account nor opens the one with that address', async () => {
    const victim = await server.signIn();
    for (const email of [victim.email, `${newId()}@example.test`]) {
      for (const email_verified of [false, undefined, 'true' as never]) {
        somebody({ email, ...(email_verified !== undefined && { email_verified }) });
        if (email_verified === undefined) oidc.people.set(oidc.person, { email });
        const jar = browserOf();
        const page = await pageOf(jar, await cameBack(await startOf(jar)));
        const look = await jar.post('/v1/auth/providers/ticket', { ticket: page.searchParams.get('ticket') });
        expect(await codeOf(look)).toBe('email_unverified');
        const answer = await signInWith(jar, page);
        expect([answer.status, await codeOf(answer)]).toEqual([403, 'email_unverified']);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    expect(await rowsOf('select id from accounts where user_id = $1', [victim.id])).toEqual([]);
  });

  test('links to the account of a verified address', async () => {
    const person = await server.signIn();
    somebody({ email: person.email.toUpperCase() });
    const { answer } = await journey();
    expect(await answer.json()).toMatchObject({ user: { id: person.id } });
  });

  test('gives tokens that are stored encrypted, each for its own row', async () => {
    const { sub } = somebody();
    await journey();
    const [row] = await rowsOf<Record<string, string>>('select * from accounts where provider_account_id = $1', [sub]);
    for (const column of ['access_token', 'id_token']) expect(row?.[column]).toMatch(/^v1\.[\w-]{50,}$/);
    expect(JSON.stringify(row)).not.toContain('eyJ');
    const { createSeal } = await import('./sealed.ts');
    const seal = createSeal(['a key of the tests, long enough for it']);
    expect(seal.open(row?.['id_token'] ?? '', `id token of ${sub} at ${oidc.settings.issuer}`)).toMatch(/^eyJ/);
    expect(seal.open(row?.['id_token'] ?? '', `id token of another at ${oidc.settings.issuer}`)).toBeNull();
  });
});

describe('the way back is refused', () => {
  const refused = async (jar: CookieJar, back: URL, problem: string) => {
    const page = await pageOf(jar, back);
    expect([page.origin, page.searchParams.get('problem'), page.searchParams.get('ticket')]).toEqual([APP, problem, null]);
  };

  test('with another state, without one, and in another browser, where it stays good in its own', async () => {
    somebody();
    const jar = browserOf();
    const back = await cameBack(await startOf(jar));
    for (const state of [newId(), '']) {
      const changed = new URL(back);
      changed.searchParams.set('state', state);
      await refused(jar, changed, 'attempt_expired');
    }
    const thief = browserOf();
    await startOf(thief);
    for (const other of [thief, browserOf()]) await refused(other, back, 'attempt_expired');
    expect((await pageOf(jar, back)).searchParams.get('ticket')).not.toBeNull();
  });

  test('a second time, and after a quarter of an hour', async () => {
    somebody();
    const jar = browserOf();
    const back = await cameBack(await startOf(jar));
    await pageOf(jar, back);
    await refused(jar, back, 'attempt_expired');
    const late = await cameBack(await startOf(jar));
    later(16);
    await refused(jar, late, 'attempt_expired');
  });

  test('with the code of another attempt: neither nonce nor PKCE fits', async () => {
    somebody();
    const jar = browserOf();
    const attacker = await cameBack(await startOf(browserOf()));
    const mine = await cameBack(await startOf(jar));
    const injected = new URL(mine);
    injected.searchParams.set('code', attacker.searchParams.get('code') ?? '');
    await refused(jar, injected, 'provider_failed');
  });

  test('with the issuer of another provider', async () => {
    somebody();
    const jar = browserOf();
    const mixed = await cameBack(await startOf(jar));
    mixed.searchParams.set('iss', 'https://evil.example');
    await refused(jar, mixed, 'provider_failed');
  });

  test('when the person said no there', async () => {
    const jar = browserOf();
    const state = new URL(await startOf(jar)).searchParams.get('state') ?? '';
    const back = new URL(`${APP}/v1/auth/providers/oidc/callback?error=access_denied&state=${state}`);
    await refused(jar, back, 'provider_failed');
  });

  test('at a provider that does not exist', async () => {
    expect((await browserOf().post('/v1/auth/providers/nobody/start', { purpose: 'sign-in' })).status).toBe(404);
    expect((await browserOf().fetch('/v1/auth/providers/nobody/callback?state=x')).status).toBe(404);
  });
});

describe('addresses', () => {
  test('given to the provider come from the settings, whatever the host header', async () => {
    const jar = browserOf();
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const answer = await jar.post('/v1/auth/providers/oidc/start', { purpose: 'sign-in' }, forged);
    const url = new URL(((await answer.json()) as { url: string }).url);
    expect(url.origin).toBe(oidc.settings.issuer);
    expect(url.searchParams.get('redirect_uri')).toBe(`${APP}/v1/auth/providers/oidc/callback`);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
    const back = await jar.fetch('/v1/auth/providers/oidc/callback?state=x', { headers: forged });
    expect(back.headers.get('location')).toMatch(/^https:\/\/cadence\.example\/sign-in\?/);
  });

  test.each([
    ['/goals?tab=done', '/goals?tab=done'],
    ['https://evil.example/', null],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['/v1/auth/session', null],
    ['javascript:alert(1)', null],
  ])('to return to, %s, lead to a page of the app or nowhere', async (returnTo, expected) => {
    somebody();
    const jar = browserOf();
    const page = await pageOf(jar, await cameBack(await startOf(jar, 'oidc', { purpose: 'sign-in', returnTo })));
    expect([page.origin, page.pathname]).toEqual([APP, '/sign-in']);
    expect(page.searchParams.get('return')).toBe(expected);
  });

  test('another site cannot start an attempt', async () => {
    const answer = await browserOf().post(
      '/v1/auth/providers/oidc/start',
      { purpose: 'sign-in' },
      { origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
  });
});

describe('linking', () => {
  const linkIn = async (jar: CookieJar): Promise<URL> =>
    pageOf(jar, await cameBack(await startOf(jar, 'oidc', { purpose: 'link' })));

  test('adds a way in to the signed-in person, also with an unverified address, and unlinking removes it', async () => {
    const person = await server.signIn();
    const { sub } = somebody({ email: 'elsewhere@example.test', email_verified: false });
    const page = await linkIn(browserOf(person));
    expect([page.pathname, page.searchParams.get('linked')]).toEqual(['/account', 'oidc']);
    const { answer } = await journey();
    expect(await answer.json()).toMatchObject({ user: { id: person.id } });
    const [row] = await rowsOf<{ id: string }>('select id from accounts where provider_account_id = $1', [sub]);
    const path = `/v1/auth/providers/linked/${row?.id ?? ''}`;
    const other = await server.signIn();
    expect((await other.fetch(path, { method: 'DELETE' })).status).toBe(404);
    expect((await person.fetch(path, { method: 'DELETE' })).status).toBe(200);
    expect(await codeOf((await journey()).answer)).toBe('email_unverified');
  });

  test('is refused when the account there belongs to somebody else here', async () => {
    const first = await server.signIn();
    const second = await server.signIn();
    const { sub } = somebody();
    await linkIn(browserOf(first));
    const page = await linkIn(browserOf(second));
    expect(page.searchParams.get('problem')).toBe('linked_elsewhere');
    expect(await rowsOf('select user_id from accounts where provider_account_id = $1', [sub])).toEqual([{ user_id: first.id }]);
  });

  test('needs the session that started it at its end too', async () => {
    expect((await browserOf().post('/v1/auth/providers/oidc/start', { purpose: 'link' })).status).toBe(401);
    const { sub } = somebody();
    const jar = browserOf(await server.signIn());
    const back = await cameBack(await startOf(jar, 'oidc', { purpose: 'link' }));
    jar.set((await server.signIn()).cookie);
    expect((await pageOf(jar, back)).searchParams.get('problem')).toBe('signed_out');
    expect(await rowsOf('select id from accounts where provider_account_id = $1', [sub])).toEqual([]);
  });

  test('the last way in stays', async () => {
    const { sub } = somebody();
    const { jar } = await journey();
    await server.database.pool.query(
      'update users set email_verified = null where id = (select user_id from accounts where provider_account_id = $1)',
      [sub],
    );
    const [row] = await rowsOf<{ id: string }>('select id from accounts where provider_account_id = $1', [sub]);
    const answer = await jar.fetch(`/v1/auth/providers/linked/${row?.id ?? ''}`, { method: 'DELETE' });
    expect(await codeOf(answer)).toBe('last_way_in');
  });
});

describe('GitHub', () => {
  const email = () => `${newId()}@example.test`;

  test('signs in by its verified primary address and by its number later', async () => {
    const primary = email();
    github.user = { id: 77, login: 'ada', name: null };
    github.emails = [
      { email: email(), primary: false, verified: true },
      { email: primary, primary: true, verified: true },
    ];
    const first = (await (await journey('github')).answer.json()) as { user: { id: string; email: string } };
    expect(first.user.email).toBe(primary);
    github.user = { id: 77, login: 'ada-renamed', name: null };
    github.emails = [];
    const second = (await (await journey('github')).answer.json()) as { user: { id: string } };
    expect(second.user.id).toBe(first.user.id);
    expect(await rowsOf('select type, provider from accounts where user_id = $1', [first.user.id])).toEqual([
      { type: 'oauth', provider: github.settings.issuer },
    ]);
  });

  test('does not open the account of an address that it has not verified', async () => {
    const victim = await server.signIn();
    github.user = { id: 78, login: 'mallory', name: null };
    github.emails = [{ email: victim.email, primary: true, verified: false }];
    expect(await codeOf((await journey('github')).answer)).toBe('email_unverified');
  });

  test('refuses a code of another attempt by PKCE', async () => {
    github.emails = [{ email: email(), primary: true, verified: true }];
    const stolen = await cameBack(await startOf(browserOf(), 'github'));
    const jar = browserOf();
    const back = await cameBack(await startOf(jar, 'github'));
    back.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await pageOf(jar, back)).searchParams.get('problem')).toBe('provider_failed');
  });
});

describe('who may sign up', () => {
  test('nobody new while sign-up is closed; nobody unapproved while it needs approval', async () => {
    for (const [signUp, code] of [
      ['closed', 'sign_up_closed'],
      ['approval', 'awaiting_approval'],
    ] as const) {
      const gated = await startTestServer({ env: { publicUrl: APP, providers: [oidc.settings], signUp } });
      try {
        await gated.database.pool.query(`insert into users (email, approved) values ('first@example.test', true)`);
        somebody();
        const jar = new CookieJar(gated.url);
        const page = await pageOf(jar, await cameBack(await startOf(jar)));
        expect(await codeOf(await signInWith(jar, page))).toBe(code);
        expect((await jar.fetch('/v1/auth/session')).status).toBe(401);
      } finally {
        await gated.close();
      }
    }
  });

  test('a server offers what its settings name, and without a key in them makes one once', async () => {
    const ways = (await (await browserOf().fetch('/v1/auth/ways')).json()) as { providers: { id: string }[] };
    expect(ways.providers.map(({ id }) => id)).toEqual(['oidc', 'github']);
    const plain = await startTestServer();
    try {
      const keys = () => plain.database.pool.query('select value from ops.secrets');
      const before = (await keys()).rows;
      expect(before).toEqual([{ value: expect.stringMatching(/^[\w-]{43}$/) as unknown }]);
      await plain.restart();
      expect((await keys()).rows).toEqual(before);
    } finally {
      await plain.close();
    }
  });
});

test('no token, code or secret of a provider is in the log', () => {
  const log = JSON.stringify(server.logged);
  for (const secret of ['eyJ', 'gho_', oidc.settings.clientSecret, 'code_verifier']) expect(log).not.toContain(secret);
});
