// The session cookie of one device, and what the server says to requests that carry it. Answers bring the next cookie; a lost answer
// loses it, and a power failure may bring back the one before, because browsers write cookies late.
import type { Leaving } from '#schema/protocol/devices.ts';
import type { Coverage } from '../coverage.ts';
import type { Presented, Sessions } from './sessions.ts';

/** Browsers write cookies within this time. */
const WRITTEN_AFTER_MS = 30_000;

export interface BrowserSessionDeps {
  sessions: Sessions;
  coverage: Coverage;
  nowMs: () => number;
}

/** What the server gets to know of a request's session. */
export interface Asked {
  presented: Presented;
  cookie: string | null;
  /** The answer is sent without the next cookie. */
  withhold(): void;
}

/** One request of the browser, from its sending to its answer. */
export interface SessionRequest {
  ask(): Asked;
  /** The answer has arrived: its cookie is set. */
  hear(): void;
  /** No answer arrives. */
  lose(): void;
  /** The page no longer wants the answer. */
  abort(): void;
}

export class BrowserSession {
  #cookie: string | null = null;
  /** The cookie on the disk, until the newer one is written. */
  #written: { cookie: string | null; untilMs: number } = { cookie: null, untilMs: 0 };
  /** Answers of an earlier run of the browser set no cookie. */
  #boots = 0;
  readonly #deps: BrowserSessionDeps;

  constructor(deps: BrowserSessionDeps) {
    this.#deps = deps;
  }

  get cookie(): string | null {
    return this.#cookie;
  }

  /** The person that the server sees. */
  get person(): string | null {
    return this.#deps.sessions.personOf(this.#cookie, this.#deps.nowMs());
  }

  get isCurrent(): boolean {
    return this.#deps.sessions.isCurrent(this.#cookie, this.#deps.nowMs());
  }

  get startedMs(): number | null {
    return this.#deps.sessions.startedMs(this.#cookie);
  }

  signIn(person: string): void {
    const { sessions, nowMs } = this.#deps;
    this.#set(sessions.begin(person, nowMs(), this.#cookie));
  }

  /** The session ends on the server: signed out, or revoked elsewhere. */
  end(): void {
    this.#deps.sessions.end(this.#cookie);
  }

  remove(leaving: Leaving): void {
    this.#deps.sessions.remove(this.#cookie, leaving, this.#deps.nowMs());
  }

  /** For the request that begins now, with the cookie of this moment. */
  request(options: { as?: string | null; renews: boolean }): SessionRequest {
    const { sessions, coverage, nowMs } = this.#deps;
    const [cookie, boots] = [this.#cookie, this.#boots];
    let [next, isAborted]: [string | null, boolean] = [null, false];
    return {
      ask: () => {
        const presented = sessions.present(cookie, nowMs(), options);
        // A repeated request is answered without a listener, so only the first answer's cookie counts.
        if (presented.kind === 'person') next ??= presented.next;
        return { presented, cookie, withhold: () => (next = null) };
      },
      hear: () => {
        if (next !== null && boots === this.#boots && !isAborted) this.#set(next);
      },
      abort: () => (isAborted = true),
      lose: () => coverage.count('session: the next token was lost', next === null ? 0 : 1),
    };
  }

  losePower(): void {
    this.#boots += 1;
    const { cookie, untilMs } = this.#written;
    if (this.#deps.nowMs() >= untilMs || cookie === this.#cookie) return;
    this.#deps.coverage.count('session: cookie lost by a power failure');
    this.#cookie = cookie;
  }

  #set(cookie: string): void {
    const nowMs = this.#deps.nowMs();
    if (nowMs >= this.#written.untilMs) this.#written = { cookie: this.#cookie, untilMs: nowMs + WRITTEN_AFTER_MS };
    this.#cookie = cookie;
  }
}
