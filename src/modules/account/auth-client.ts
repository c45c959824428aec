// Signing in by e-mail, over HTTP: the only part of accounts that needs the network. Expected failures are values.
import { isErrorCode, type CadenceError } from '#schema/protocol/errors.ts';

export type AuthResult<Value> = { ok: true; value: Value } | { ok: false; error: CadenceError };

async function post<Value>(path: string, body: unknown): Promise<AuthResult<Value>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch {
    return { ok: false, error: { code: 'unavailable' } };
  }
  const answer: unknown = await response.json().catch(() => null);
  return response.ok ? { ok: true, value: answer as Value } : { ok: false, error: errorOf(answer, response.status) };
}

function errorOf(answer: unknown, status: number): CadenceError {
  const error = isRecord(answer) && isRecord(answer['error']) ? answer['error'] : {};
  const { code, detail } = error;
  if (typeof code !== 'string' || !isErrorCode(code)) return { code: status >= 500 ? 'unavailable' : 'internal' };
  return typeof detail === 'string' ? { code, detail } : { code };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The answer is the same whether or not the address has an account. `mailbox` is the development mailbox, where there is one. */
export const requestLink = (email: string): Promise<AuthResult<{ mailbox?: string } | null>> => post('/v1/auth/email', { email });

const verifications = new Map<string, Promise<AuthResult<unknown>>>();

/** A link works once, so a token is sent once however often a page asks; `onAccepted` runs once with it. */
export function verifyToken(token: string, onAccepted: () => Promise<void>): Promise<AuthResult<unknown>> {
  const running = verifications.get(token);
  if (running) return running;
  const verification = verifyOnce(token, onAccepted);
  verifications.set(token, verification);
  return verification;
}

async function verifyOnce(token: string, onAccepted: () => Promise<void>): Promise<AuthResult<unknown>> {
  const result = await post('/v1/auth/email/verify', { token, deviceName: deviceName() });
  if (result.ok) await onAccepted();
  // Without a network the token was not used up.
  else if (result.error.code === 'unavailable') verifications.delete(token);
  return result;
}

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** What the list of devices shows: enough to tell one's own devices apart, no more. */
function deviceName(): string {
  const find = (names: readonly [RegExp, string][]) => names.find(([pattern]) => pattern.test(navigator.userAgent))?.[1];
  return [find(BROWSERS) ?? 'Browser', find(SYSTEMS)].filter(Boolean).join(' on ');
}
