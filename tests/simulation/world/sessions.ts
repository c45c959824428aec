// The server's sessions in memory: families of tokens, as sync-server/auth/sessions.ts keeps them (decision 0041). A test compares
// this model with the real server. Its times are those of a simulated life, where a day lasts seconds.
import type { Leaving } from '#schema/protocol/devices.ts';

export interface SessionTimes {
  /** An older token is replaced by the next answer. */
  rotateAfterMs: number;
  graceMs: number;
  /** Longer than any answer takes, so that a slow one cannot overwrite a newer cookie. */
  reissueAfterMs: number;
  idleMs: number;
  maxMs: number;
}

export type Presented =
  /** `next`: the token that the answer's cookie carries. */
  | { kind: 'person'; person: string; family: string; next: string | null }
  | { kind: 'signed-out' }
  | { kind: 'removed'; person: string; leaving: Leaving };

/** What happens to sessions, for counting. */
export type SessionEvent = 'rotated' | 'in grace' | 'reused' | 'idle' | 'aged';

interface Token {
  token: string;
  family: string;
  person: string;
  createdMs: number;
  startedMs: number;
  expiresMs: number;
  usedMs: number | null;
  supersededMs: number | null;
  rotatedFrom: string | null;
}

const signedOut: Presented = { kind: 'signed-out' };

export class Sessions {
  readonly #tokens = new Map<string, Token>();
  readonly #removed = new Map<string, { family: string; person: string; leaving: Leaving; expiresMs: number }>();
  readonly #times: SessionTimes;
  readonly #newToken: () => string;
  readonly #on: (event: SessionEvent) => void;

  constructor(times: SessionTimes, newToken: () => string, on: (event: SessionEvent) => void = () => undefined) {
    this.#times = { ...times };
    this.#newToken = newToken;
    this.#on = on;
  }

  /** Sessions no longer end by their age. */
  endLimits(): void {
    this.#times.idleMs = this.#times.maxMs = Number.POSITIVE_INFINITY;
    for (const token of this.#tokens.values()) token.expiresMs = Number.POSITIVE_INFINITY;
  }

  /** A sign-in. Ends the session of the cookie that it replaces, and what a removed device had to do. */
  begin(person: string, nowMs: number, replaced: string | null): string {
    this.end(replaced);
    this.removalDone(replaced);
    const token = this.#newToken();
    const started = { createdMs: nowMs, startedMs: nowMs, expiresMs: this.#expiry(nowMs, nowMs), usedMs: nowMs };
    this.#tokens.set(token, { token, family: token, person, ...started, supersededMs: null, rotatedFrom: null });
    return token;
  }

  /** A request with this cookie. `as`: the person whose replica asks; another person's session answers it as signed out. */
  present(cookie: string | null, nowMs: number, { as, renews }: { as?: string | null; renews: boolean }): Presented {
    const token = cookie === null ? undefined : this.#find(cookie, nowMs);
    if (!token) return this.#removalOf(cookie, nowMs) ?? signedOut;
    if (token.supersededMs !== null) {
      if (nowMs - token.supersededMs > this.#times.graceMs) {
        this.#on('reused');
        this.#endFamily(token.family);
        return signedOut;
      }
      this.#on('in grace');
    } else if (token.usedMs === null) this.#confirm(token, nowMs);
    if (as !== undefined && as !== token.person) return signedOut;
    const { person, family } = token;
    return { kind: 'person', person, family, next: renews ? this.#renew(token, nowMs) : null };
  }

  isAlive(family: string, nowMs: number): boolean {
    return [...this.#tokens.values()].some((token) => token.family === family && token.expiresMs > nowMs);
  }

  /** Whether the cookie's token is the newest that its family has used, or newer. */
  isCurrent(cookie: string | null, nowMs: number): boolean {
    const token = cookie === null ? undefined : this.#tokens.get(cookie);
    return token !== undefined && token.supersededMs === null && token.expiresMs > nowMs;
  }

  /** Whose valid cookie it is. */
  personOf(cookie: string | null, nowMs: number): string | null {
    const token = cookie === null ? undefined : this.#tokens.get(cookie);
    return token && token.expiresMs > nowMs ? token.person : null;
  }

  startedMs(cookie: string | null): number | null {
    return (cookie === null ? undefined : this.#tokens.get(cookie))?.startedMs ?? null;
  }

  /** Ends the whole session of a cookie. */
  end(cookie: string | null): void {
    const token = cookie === null ? undefined : this.#tokens.get(cookie);
    if (token) this.#endFamily(token.family);
  }

  /** The person removes the device elsewhere. */
  remove(cookie: string | null, leaving: Leaving, nowMs: number): void {
    const found = cookie === null ? undefined : this.#tokens.get(cookie);
    if (!found) return;
    const { family, person } = found;
    for (const token of this.#tokens.values()) {
      if (token.family === family && token.expiresMs > nowMs)
        this.#removed.set(token.token, { family, person, leaving, expiresMs: token.expiresMs });
    }
    this.#endFamily(family);
  }

  removalDone(cookie: string | null): void {
    const removal = cookie === null ? undefined : this.#removed.get(cookie);
    for (const [token, { family }] of this.#removed) if (family === removal?.family) this.#removed.delete(token);
  }

  #removalOf(cookie: string | null, nowMs: number): Presented | undefined {
    const removal = cookie === null ? undefined : this.#removed.get(cookie);
    if (!removal || removal.expiresMs <= nowMs) return undefined;
    return { kind: 'removed', person: removal.person, leaving: removal.leaving };
  }

  #find(cookie: string, nowMs: number): Token | undefined {
    const token = this.#tokens.get(cookie);
    if (!token || token.expiresMs > nowMs) return token;
    this.#on(token.expiresMs >= token.startedMs + this.#times.maxMs ? 'aged' : 'idle');
    return undefined;
  }

  /** The first use of a token supersedes all others of its family. */
  #confirm(used: Token, nowMs: number): void {
    used.usedMs = nowMs;
    for (const token of this.#tokens.values()) {
      if (token.family === used.family && token !== used && token.supersededMs === null) token.supersededMs = nowMs;
    }
  }

  #renew(token: Token, nowMs: number): string | null {
    if (token.supersededMs !== null || nowMs - token.createdMs < this.#times.rotateAfterMs) return null;
    const issued = [...this.#tokens.values()].filter(({ rotatedFrom }) => rotatedFrom === token.token);
    const newestMs = Math.max(...issued.map(({ createdMs }) => createdMs));
    if (nowMs - newestMs < this.#times.reissueAfterMs) return null;
    for (const unused of issued) if (unused.usedMs === null) this.#tokens.delete(unused.token);
    this.#on('rotated');
    const next = this.#newToken();
    const expiresMs = this.#expiry(nowMs, token.startedMs);
    const fresh = { createdMs: nowMs, expiresMs, usedMs: null, supersededMs: null, rotatedFrom: token.token };
    this.#tokens.set(next, { ...token, token: next, ...fresh });
    return next;
  }

  #endFamily(family: string): void {
    for (const token of this.#tokens.values()) if (token.family === family) this.#tokens.delete(token.token);
  }

  #expiry(nowMs: number, startedMs: number): number {
    return Math.min(nowMs + this.#times.idleMs, startedMs + this.#times.maxMs);
  }
}
