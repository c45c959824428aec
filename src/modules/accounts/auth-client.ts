// Signing in by e-mail, over HTTP: the only part of accounts that needs the network. Expected failures are values; an answer that is
// not our server's is `unavailable`.
import type * as z from 'zod/mini';
import {
  linkAnswer,
  mailAnswer,
  readRefusal,
  sessionAnswer,
  type LinkAnswer,
  type SessionUser,
} from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';

export type AuthResult<Value> = { ok: true; value: Value } | { ok: false; error: CadenceError };

const ANSWER_WITHIN_MS = 20_000;
const unavailable = { ok: false, error: { code: 'unavailable' } } as const;

async function post<Schema extends z.ZodMiniType>(
  path: string,
  body: unknown,
  schema: Schema,
): Promise<AuthResult<z.output<Schema>>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, value: schema.parse(answer) };
    const refusal = readRefusal(answer);
    return refusal === null ? unavailable : { ok: false, error: refusal.error };
  } catch {
    return unavailable;
  }
}

/** Where our server is; a test has it elsewhere. */
export interface AuthClientOptions {
  origin?: string;
}

/** Asks for the mail with a link and a code. This browser is remembered as the one that asked. */
export const requestMail = (
  email: string,
  { origin = '' }: AuthClientOptions = {},
): Promise<AuthResult<z.infer<typeof mailAnswer>>> => post(`${origin}/v1/auth/email`, { email }, mailAnswer);

/** Whose link it is. Uses nothing up. */
export const lookAtLink = (token: string, { origin = '' }: AuthClientOptions = {}): Promise<AuthResult<LinkAnswer>> =>
  post(`${origin}/v1/auth/email/link`, { token }, linkAnswer);

/** A link, with the code where another browser asked for it; or the code alone, in the browser that asked with this address. */
export type SignInProof = { token: string; code?: string } | { email: string; code: string };

/** Uses the link or code up and sets the session's cookie. */
export async function signIn(proof: SignInProof, { origin = '' }: AuthClientOptions = {}): Promise<AuthResult<SessionUser>> {
  const result = await post(`${origin}/v1/auth/email/verify`, { ...proof, deviceName: deviceName() }, sessionAnswer);
  return result.ok ? { ok: true, value: result.value.user } : result;
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
