// Random combinations of links, codes, cookies and addresses from several mails and browsers: exactly the combinations that the
// rules allow sign in, each once, and as the recipient of the mail.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cookiesOf, post, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { fuzzParameters, isLongFuzz } from './seed.ts';

vi.setConfig({ testTimeout: isLongFuzz ? 3_600_000 : 120_000 });

const MAX_TRIES = 5;

let server: TestServer;
let now = new Date('2026-11-22T12:00:00.000Z');
let round = 0;
beforeAll(async () => {
  server = await startTestServer({ env: { isTrustedProxy: () => true }, clock: { now: () => now } });
});
afterAll(() => server.close());

interface Ask {
  email: string;
  browser: number;
  token: string;
  code: string;
  askedAtMs: number;
  tries: number;
  isOpen: boolean;
}

/** Every attempt comes from its own address, because rate limits are tested elsewhere. */
const anywhere = () => ({ 'x-forwarded-for': `10.${(round += 1) >> 16}.${(round >> 8) & 255}.${round & 255}` });

const asking = fc.record({ kind: fc.constant('ask' as const), email: fc.nat(1), browser: fc.nat(1) });
const trying = fc.record({
  kind: fc.constant('try' as const),
  ask: fc.nat(3),
  /** The right code, the code of another mail, an unknown code, or none. */
  code: fc.oneof(
    { weight: 3, arbitrary: fc.constant('own' as const) },
    fc.constantFrom('other' as const, 'wrong' as const, 'none' as const),
  ),
  by: fc.constantFrom('link' as const, 'address' as const),
  browser: fc.constantFrom(0, 1, null),
});
const waiting = fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 11) });

type Try = typeof trying extends fc.Arbitrary<infer T> ? T : never;

/** Two browsers that request mails for two people, and a model of the links and codes that are valid. */
class Browsers {
  readonly #name = (round += 1);
  readonly #cookies = ['', ''];
  readonly #asks: Ask[] = [];

  async ask(person: number, browser: number): Promise<void> {
    const email = `person-${this.#name}-${person}@example.test`;
    const headers = { cookie: this.#cookies[browser] ?? '', ...anywhere() };
    const answer = await post(`${server.url}/v1/auth/email`, { email }, headers);
    expect(answer.status).toBe(200);
    this.#cookies[browser] = cookiesOf(answer);
    const [, token = '', code = ''] = /token=(\S+) or code (\d{8})/.exec(server.printed.at(-1) ?? '') ?? [];
    this.#asks.push({ email, browser, token, code, askedAtMs: now.getTime(), tries: 0, isOpen: true });
  }

  async try(step: Try): Promise<void> {
    const ask = this.#asks[step.ask % Math.max(1, this.#asks.length)];
    const code = ask && this.#codeOf(step, ask);
    if (!ask || (step.by === 'address' && code === undefined)) return;
    const meant = this.#meantBy(step, ask);
    const isAsker = step.browser === ask.browser;
    const isRight =
      step.by === 'link' && code === undefined ? isAsker && meant.length > 0 : meant.some((one) => one.code === code);
    const cookie = step.browser === null ? '' : (this.#cookies[step.browser] ?? '');
    const proof = step.by === 'link' ? { token: ask.token, code } : { email: ask.email, code };
    const answer = await post(`${server.url}/v1/auth/email/verify`, proof, { cookie, ...anywhere() });
    expect(answer.status === 200, `${JSON.stringify(step)} → ${answer.status}`).toBe(isRight);
    if (isRight) expect(await answer.json()).toMatchObject({ user: { email: ask.email } });
    else expect(answer.headers.getSetCookie()).toEqual([]);
    for (const one of meant) {
      one.tries += 1;
      if (isRight || one.tries >= MAX_TRIES) one.isOpen = false;
    }
  }

  #codeOf(step: Try, ask: Ask): string | undefined {
    const wrong = String((Number(ask.code) + 1) % 1e8).padStart(8, '0');
    const other = this.#asks.find(({ code }) => code !== ask.code)?.code ?? wrong;
    return { own: ask.code, other, wrong, none: undefined }[step.code];
  }

  /** The requests that an attempt may match: the link's own, or all that this browser made for the address. */
  #meantBy({ by, browser }: Try, ask: Ask): Ask[] {
    const isUsable = (one: Ask) => one.isOpen && now.getTime() < one.askedAtMs + 10 * 60_000;
    if (by === 'link') return [ask].filter(isUsable);
    return this.#asks.filter((one) => one.email === ask.email && one.browser === browser && isUsable(one));
  }
}

test('exactly the combinations that the rules allow sign in', async () => {
  const step = fc.oneof({ weight: 2, arbitrary: asking }, { weight: 4, arbitrary: trying }, { weight: 1, arbitrary: waiting });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
      const browsers = new Browsers();
      for (const given of steps) {
        if (given.kind === 'wait') now = new Date(now.getTime() + given.minutes * 60_000);
        else if (given.kind === 'ask') await browsers.ask(given.email, given.browser);
        else await browsers.try(given);
      }
    }),
    fuzzParameters(40),
  );
  expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
