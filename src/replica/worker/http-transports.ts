// Commands and sign-in over HTTP: converts answers into the sync machine's values. An answer counts only when it has the form
// of our server's (schema/protocol/answers.ts); anything else, for instance a captive portal's page, is a network failure.
import { PERSON_HEADER, pushResponse } from '#schema/protocol/commands.ts';
import { readRefusalText, sessionAnswer, signOutAnswer, timeAnswer } from '#schema/protocol/answers.ts';
import { removalAnswer } from '#schema/protocol/devices.ts';
import type { ErrorCode } from '#schema/protocol/errors.ts';
import type { AuthTransport, PushAnswer, PushTransport } from '../engine/ports.ts';

const PUSH_TIMEOUT_MS = 60_000;
const TIME_TIMEOUT_MS = 5_000;
const AUTH_TIMEOUT_MS = 20_000;

export function httpPush(origin: string, fetchClient: typeof fetch = fetch): PushTransport {
  return {
    async push(request, person) {
      try {
        const response = await fetchClient(`${origin}/v1/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [PERSON_HEADER]: person },
          body: JSON.stringify(request),
          // Our server never redirects these requests; a captive portal's login page must not receive the commands.
          redirect: 'error',
          signal: AbortSignal.timeout(PUSH_TIMEOUT_MS),
        });
        if (!response.ok) return await failureToAnswer(response);
        return { kind: 'answered', response: pushResponse.parse(await response.json()) };
      } catch {
        return { kind: 'network' };
      }
    },
  };
}

async function failureToAnswer(response: Response): Promise<PushAnswer> {
  const { status } = response;
  // A proxy may answer 413 too; smaller requests also help there.
  if (status === 413) return { kind: 'too-large' };
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return { kind: 'busy', retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds, 300) * 1_000 : 0 };
  }
  const refusal = readRefusalText(await response.text());
  if (refusal === null) return { kind: 'network' };
  const { error, lastCommandId } = refusal;
  if (status === 401) return signedOut(error.code);
  if (error.code === 'client_id_reused') return { kind: 'client-reused' };
  if (error.code === 'out_of_order') return { kind: 'out-of-order', lastCommandId };
  return { kind: 'refused', error };
}

/** Signed out, or removed from the account by the person. */
export const signedOut = (code: ErrorCode): { kind: 'signed-out'; isRemoved?: boolean } =>
  code === 'device_removed' ? { kind: 'signed-out', isRemoved: true } : { kind: 'signed-out' };

/** The server's time in epoch milliseconds. */
export const httpTime =
  (origin: string, fetchClient: typeof fetch = fetch): (() => Promise<number>) =>
  async () => {
    const response = await fetchClient(`${origin}/v1/time`, { cache: 'no-store', signal: AbortSignal.timeout(TIME_TIMEOUT_MS) });
    return timeAnswer.parse(await response.json()).nowMs;
  };

export function httpAuth(origin: string, fetchClient: typeof fetch = fetch): AuthTransport {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetchClient(`${origin}/v1/auth/${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(AUTH_TIMEOUT_MS) });
  return {
    async session() {
      const response = await ask('session');
      if (response.ok) return sessionAnswer.parse(await response.json()).user;
      const refusal = readRefusalText(await response.text());
      if (refusal?.error.code === 'signed_out' || refusal?.error.code === 'device_removed') return null;
      throw new Error(`the session answered ${response.status}`);
    },
    async signOut(signedOutAt) {
      const response = await ask('sign-out', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signedOutAt }),
      });
      signOutAnswer.parse(await response.json());
    },
    async removal() {
      return removalAnswer.parse(await (await ask('devices/removal')).json()).leaving;
    },
    async removalDone() {
      removalAnswer.parse(await (await ask('devices/removal/done', { method: 'POST' })).json());
    },
  };
}
