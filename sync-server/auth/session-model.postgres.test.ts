// The sessions of the simulation (tests/simulation/world/sessions.ts) answer like the server's: the same sign-ins, requests with new
// and old cookies, lost answers, removals and months without a request, drawn from a seed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leavings, type Leaving } from '#schema/protocol/devices.ts';
import { cookiesOf, post, startTestServer, type TestServer } from '#tests/protocol/test-server.ts';
import { Random } from '#tests/simulation/random.ts';
import { Sessions, type SessionEvent } from '#tests/simulation/world/sessions.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Mails to one mailbox from one address. */
const MAIL_LIMIT = 5;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** So near to each other that sessions end both ways within few steps. */
const LIMITS = { idleDays: 60, maxDays: 120 };

let server: TestServer;
let nowMs = Date.parse('2026-11-22T12:00:00.000Z');
beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => new Date(nowMs) }, env: { sessions: LIMITS } });
});
afterAll(() => server.close());

const cookieIn = (answer: Response): string | null => /cadence_session=[\w-]{20,}/.exec(cookiesOf(answer))?.[0] ?? null;

interface Browser {
  person: string;
  /** In the model. */
  token: string;
  /** All that it ever had. */
  tokens: string[];
}

/** Both servers, and which cookie of the real one a token of the model is. */
function bothServers(seen: Set<SessionEvent>) {
  let count = 0;
  const model = new Sessions(
    {
      rotateAfterMs: DAY_MS,
      graceMs: 30 * SECOND_MS,
      reissueAfterMs: 5 * MINUTE_MS,
      idleMs: LIMITS.idleDays * DAY_MS,
      maxMs: LIMITS.maxDays * DAY_MS,
    },
    () => `token ${(count += 1)}`,
    (event) => seen.add(event),
  );
  const cookies = new Map<string, string>();
  const cookieOf = (token: string): string => cookies.get(token) ?? '';
  return {
    /** `replaced`: the token that the browser had before. */
    async signIn(person: string, replaced: string | null): Promise<string> {
      const before = replaced === null ? '' : cookieOf(replaced);
      const asked = await post(`${server.url}/v1/auth/email`, { email: person }, { cookie: before });
      const token = /token=(\S+)/.exec(server.printed.at(-1) ?? '')?.[1];
      const cookie = [before, cookiesOf(asked)].filter(Boolean).join('; ');
      const answer = await post(`${server.url}/v1/auth/email/verify`, { token }, { cookie });
      expect([asked.status, answer.status]).toEqual([200, 200]);
      const begun = model.begin(person, nowMs, replaced);
      cookies.set(begun, cookieIn(answer) ?? '');
      return begun;
    },
    /** Compares the answers. Returns the token that they bring. */
    async ask(token: string): Promise<string | null> {
      const answer = await fetch(`${server.url}/v1/auth/session`, { headers: { cookie: cookieOf(token) } });
      const body = (await answer.json()) as { user?: { email: string }; error?: { code: string } };
      const expected = model.present(token, nowMs, { renews: true });
      const next = cookieIn(answer);
      const given = body.user ? { person: body.user.email, isRenewed: next !== null } : { code: body.error?.code };
      if (expected.kind === 'person') {
        expect(given).toEqual({ person: expected.person, isRenewed: expected.next !== null });
        if (expected.next) cookies.set(expected.next, next ?? '');
        return expected.next;
      }
      expect(given).toEqual({ code: expected.kind === 'removed' ? 'device_removed' : 'signed_out' });
      return null;
    },
    async signOut(token: string): Promise<void> {
      await post(`${server.url}/v1/auth/sign-out`, {}, { cookie: cookieOf(token) });
      if (model.present(token, nowMs, { renews: false }).kind === 'person') model.end(token);
    },
    /** `from` removes the device of `token`, if both are signed in as one person. */
    async remove(from: string, token: string, leaving: Leaving): Promise<void> {
      const deviceOf = async (of: string) =>
        (
          (await (await fetch(`${server.url}/v1/auth/session`, { headers: { cookie: cookieOf(of) } })).json()) as {
            device?: string;
          }
        ).device;
      await this.ask(from);
      await this.ask(token);
      const [here, there] = [await deviceOf(from), await deviceOf(token)];
      if (!here || !there || here === there) return;
      await post(`${server.url}/v1/auth/devices/remove`, { device: there, leaving }, { cookie: cookieOf(from) });
      model.remove(token, leaving, nowMs);
    },
    async removalDone(token: string): Promise<void> {
      await post(`${server.url}/v1/auth/devices/removal/done`, {}, { cookie: cookieOf(token) });
      model.removalDone(token);
    },
  };
}

test('the model of sessions answers like the server', { timeout: 60_000 }, async () => {
  const seen = new Set<SessionEvent>();
  for (let seed = 1; seed <= 16; seed += 1) {
    const random = new Random(`session model ${seed}`);
    const both = bothServers(seen);
    const person = `model${seed}@example.test`;
    const browsers: Browser[] = [];
    let signIns = 2;
    for (const _ of [1, 2]) {
      const token = await both.signIn(person, null);
      browsers.push({ person, token, tokens: [token] });
    }
    for (let step = 0; step < 40; step += 1) {
      nowMs +=
        random.pick([
          SECOND_MS,
          SECOND_MS,
          SECOND_MS,
          10 * SECOND_MS,
          40 * SECOND_MS,
          6 * MINUTE_MS,
          DAY_MS,
          25 * DAY_MS,
          40 * DAY_MS,
        ]) + 1;
      const [browser, other] = random.chance(0.5) ? browsers : browsers.toReversed();
      if (!browser || !other) throw new Error('two browsers');
      const keep = (token: string | null): void => {
        if (token === null) return;
        browser.token = token;
        browser.tokens.push(token);
      };
      const what = random.weighted({ ask: 14, lost: 2, old: 4, remove: 1, done: 0.3, 'sign-out': 0.3, 'sign-in': 1 });
      if (what === 'ask') keep(await both.ask(browser.token));
      else if (what === 'lost') await both.ask(browser.token);
      else if (what === 'old') await both.ask(random.pick(browser.tokens.slice(-3)));
      else if (what === 'remove') await both.remove(other.token, browser.token, random.pick(leavings));
      else if (what === 'done') await both.removalDone(browser.token);
      else if (what === 'sign-out') await both.signOut(browser.token);
      else if ((signIns += 1) <= MAIL_LIMIT) keep(await both.signIn(person, browser.token));
    }
  }
  expect([...seen].toSorted()).toEqual(['aged', 'idle', 'in grace', 'reused', 'rotated']);
});
