// Commands and sign-in over HTTP: statuses become the values the sync machine knows.
import { PERSON_HEADER, type PushResponse } from '#schema/protocol/commands.ts';
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';
import type { AuthTransport, PushAnswer, PushTransport, SessionUser } from '../engine/ports.ts';

const PUSH_TIMEOUT_MS = 60_000;
const AUTH_TIMEOUT_MS = 20_000;

interface ErrorBody {
  error?: { code?: string; detail?: string };
  lastCommandId?: number;
}

export function httpPush(origin: string, fetchClient: typeof fetch = fetch): PushTransport {
  return {
    async push(request, person) {
      let response: Response;
      try {
        response = await fetchClient(`${origin}/v1/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', [PERSON_HEADER]: person },
          body: JSON.stringify(request),
          signal: AbortSignal.timeout(PUSH_TIMEOUT_MS),
        });
        if (response.ok) return { kind: 'answered', response: (await response.json()) as PushResponse };
        return await failureToAnswer(response);
      } catch {
        return { kind: 'network' };
      }
    },
  };
}

async function failureToAnswer(response: Response): Promise<PushAnswer> {
  const { status } = response;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 413) return { kind: 'too-large' };
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return { kind: 'busy', retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds, 300) * 1_000 : 0 };
  }
  const { error, lastCommandId } = (await response.json()) as ErrorBody;
  if (error?.code === 'client_id_reused') return { kind: 'client-reused' };
  if (error?.code === 'out_of_order') return { kind: 'out-of-order', lastCommandId: lastCommandId ?? null };
  return { kind: 'refused', error: wireToError(error) };
}

function wireToError(error: ErrorBody['error']): CadenceError {
  const code = error?.code !== undefined && isErrorCode(error.code) ? error.code : 'bad_request';
  return error?.detail === undefined ? { code } : { code, detail: error.detail };
}

export function httpAuth(origin: string, fetchClient: typeof fetch = fetch): AuthTransport {
  return {
    async session() {
      const response = await fetchClient(`${origin}/v1/auth/session`, { signal: AbortSignal.timeout(AUTH_TIMEOUT_MS) });
      if (response.status === 401) return null;
      if (!response.ok) throw new Error(`the session answered ${response.status}`);
      return ((await response.json()) as { user: SessionUser }).user;
    },
    async signOut() {
      await fetchClient(`${origin}/v1/auth/sign-out`, { method: 'POST', signal: AbortSignal.timeout(AUTH_TIMEOUT_MS) });
    },
  };
}
