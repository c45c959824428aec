import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#schema/ids.ts';
import { post, startTestServer, type TestPerson, type TestServer } from '#tests/protocol/test-server.ts';

let server: TestServer;
let behindProxy = 0;
beforeAll(async () => {
  server = await startTestServer({ env: { isTrustedProxy: (address) => address === '127.0.0.1' } });
});
afterAll(() => server.close());

/** Each attempt comes from another address, unless the test is about the limit. */
const from = (address = `198.51.${(behindProxy += 1) >> 8}.${behindProxy & 255}`) => ({ 'x-forwarded-for': address });
const signIn = (email: string, code: string, headers: Record<string, string> = from()) =>
  post(`${server.url}/v1/auth/recovery-codes/sign-in`, { email, code }, headers);
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const makeFor = async (of: TestPerson): Promise<string[]> => {
  const answer = await of.fetch('/v1/auth/recovery-codes', { method: 'POST' });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { codes: string[] }).codes;
};
const leftOf = async (of: TestPerson) => (await (await of.fetch('/v1/auth/recovery-codes')).json()) as { left: number };

let person: TestPerson;
let codes: string[];
beforeEach(async () => {
  person = await server.signIn();
  codes = await makeFor(person);
});

describe('a recovery code', () => {
  test('signs in once, however it is typed; the others stay and are counted', async () => {
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([2-9a-hjkmnp-z0]{4}-){3}[2-9a-hjkmnp-z0]{4}$/);
    const [first = '', second = ''] = codes;
    const answer = await signIn(` ${person.email.toUpperCase()} `, first.toUpperCase().replaceAll('-', ' '));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ user: { id: person.id } });
    expect(answer.headers.getSetCookie().join()).toContain('cadence_session=');
    expect(await codeOf(await signIn(person.email, first))).toBe('wrong_recovery_code');
    expect(await leftOf(person)).toMatchObject({ left: 9 });
    expect((await signIn(person.email, second)).status).toBe(200);
  });

  test('lets one in of many who use it at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(person.email, codes[0] ?? '')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403]);
  });

  test('is replaced by new ones', async () => {
    const fresh = await makeFor(person);
    expect(await codeOf(await signIn(person.email, codes[0] ?? ''))).toBe('wrong_recovery_code');
    expect((await signIn(person.email, fresh[0] ?? '')).status).toBe(200);
  });

  test('of somebody else is nothing', async () => {
    const other = await server.signIn();
    await makeFor(other);
    expect(await codeOf(await signIn(other.email, codes[0] ?? ''))).toBe('wrong_recovery_code');
  });

  test('is not in the database or the log, and its making, use and misuse are in the audit log', async () => {
    await signIn(person.email, codes[0] ?? '');
    await signIn(person.email, 'aaaa-aaaa-aaaa-aaaa');
    const stored = JSON.stringify((await server.database.pool.query('select * from ops.recovery_codes')).rows);
    const audit = (
      await server.database.pool.query<{ event_type: string; status: string }>(
        'select event_type, status, details from audit_log where user_id = $1 order by created_at, id',
        [person.id],
      )
    ).rows;
    for (const code of codes) {
      for (const text of [code, code.replaceAll('-', '')]) {
        for (const place of [stored, JSON.stringify(server.logged), JSON.stringify(audit)]) expect(place).not.toContain(text);
      }
    }
    const tried = audit.filter(({ event_type }) => !['account_created', 'role_granted'].includes(event_type));
    expect(tried.map(({ event_type, status }) => `${event_type} ${status}`)).toEqual([
      'sign_in success',
      'recovery_codes_made success',
      'recovery_code_used success',
      'sign_in success',
      'sign_in failure',
    ]);
  });

  test('and their number are for their person alone', async () => {
    expect((await post(`${server.url}/v1/auth/recovery-codes`, {})).status).toBe(401);
    expect((await fetch(`${server.url}/v1/auth/recovery-codes`)).status).toBe(401);
    expect(await leftOf(await server.signIn())).toEqual({ left: 0, madeAt: null });
  });

  test('does not pass the gate of approval', async () => {
    const gated = await startTestServer({ env: { signUp: 'approval' } });
    try {
      await gated.database.pool.query(`insert into users (email, approved) values ('let-in@example.test', true)`);
      const waiting = await gated.signIn('let-in@example.test');
      const answer = await waiting.fetch('/v1/auth/recovery-codes', { method: 'POST' });
      const [code] = ((await answer.json()) as { codes: string[] }).codes;
      await gated.database.pool.query('update users set approved = false');
      const tried = await post(`${gated.url}/v1/auth/recovery-codes/sign-in`, { email: waiting.email, code });
      expect(await codeOf(tried)).toBe('awaiting_approval');
    } finally {
      await gated.close();
    }
  });
});

describe('guessing', () => {
  test('gets the same answer for a wrong code, an address without codes and an unknown address', async () => {
    const without = await server.signIn();
    const answers = await Promise.all(
      [person.email, without.email, `${newId()}@example.test`].map((email) => signIn(email, 'aaaa-aaaa-aaaa-aaaa')),
    );
    const seen = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  test('takes about as long for each of them', async () => {
    const time = async (email: string): Promise<number> => {
      const start = performance.now();
      await signIn(email, 'aaaa-aaaa-aaaa-aaaa');
      return performance.now() - start;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    const nobody = `${newId()}@example.test`;
    // In turns, so that other work of the machine slows both down; the fastest of each counts.
    for (let turn = 0; turn < 10; turn += 1) {
      known.push(await time(person.email));
      unknown.push(await time(nobody));
    }
    const [slower = 0, faster = 0] = [Math.min(...known), Math.min(...unknown)].sort((x, y) => y - x);
    // Without the slow hash for unknown addresses, they would be answered many times faster.
    expect(slower / faster).toBeLessThan(3);
  });

  test('is stopped after twenty codes from one address, while others may go on', async () => {
    const mallory = from('203.0.113.9');
    const statuses: number[] = [];
    for (let time = 0; time < 21; time += 1) statuses.push((await signIn(person.email, `${time}`, mallory)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(403), 429]);
    expect((await signIn(person.email, codes[0] ?? '')).status).toBe(200);
  });

  test.each([{}, { email: 'nobody' }, { email: 'a@example.test' }, { email: 'a@example.test', code: 'x'.repeat(200) }])(
    'with %j is no request',
    async (body) => {
      expect((await post(`${server.url}/v1/auth/recovery-codes/sign-in`, body, from())).status).toBe(400);
    },
  );
});
