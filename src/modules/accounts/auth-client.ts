// Signing in by e-mail, over HTTP: the only part of accounts that needs the network. Expected failures are values; an answer that is
// not our server's is `unavailable`.
import type * as z from 'zod/mini';
import { linkAnswer, mailAnswer, sessionAnswer, type LinkAnswer, type SessionUser } from '#schema/protocol/answers.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

/** Where our server is; a test has it elsewhere. */
export interface AuthClientOptions {
  origin?: string;
}

/** Asks for the mail with a link and a code. This browser is remembered as the one that asked. */
export const requestMail = (
  email: string,
  { origin = '' }: AuthClientOptions = {},
): Promise<AuthResult<z.infer<typeof mailAnswer>>> => authRequest('POST', `${origin}/v1/auth/email`, { email }, mailAnswer);

/** Whose link it is. Uses nothing up. */
export const lookAtLink = (token: string, { origin = '' }: AuthClientOptions = {}): Promise<AuthResult<LinkAnswer>> =>
  authRequest('POST', `${origin}/v1/auth/email/link`, { token }, linkAnswer);

/** A link, with the code where another browser asked for it; or the code alone, in the browser that asked with this address. */
export type SignInProof = { token: string; code?: string } | { email: string; code: string };

/** Uses the link or code up and sets the session's cookie. */
export async function signIn(proof: SignInProof, { origin = '' }: AuthClientOptions = {}): Promise<AuthResult<SessionUser>> {
  const result = await authRequest(
    'POST',
    `${origin}/v1/auth/email/verify`,
    { ...proof, deviceName: deviceName() },
    sessionAnswer,
  );
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
export function deviceName(): string {
  const find = (names: readonly [RegExp, string][]) => names.find(([pattern]) => pattern.test(navigator.userAgent))?.[1];
  return [find(BROWSERS) ?? 'Browser', find(SYSTEMS)].filter(Boolean).join(' on ');
}
