// Signing in by another service: the way there, the question after coming back, and linked accounts.
import {
  providerStartAnswer,
  removedAnswer,
  sessionAnswer,
  ticketAnswer,
  type SessionUser,
  type TicketAnswer,
} from '#schema/protocol/answers.ts';
import { deviceName } from './auth-client.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

/** Leaves the page for the provider's. Resolves when that was not possible, or when the person comes back without an answer. */
export async function goToProvider(
  id: string,
  given: { purpose: 'sign-in' | 'link'; returnTo?: string | undefined },
  person?: string,
): Promise<AuthResult<never>> {
  const started = await authRequest('POST', `/v1/auth/providers/${id}/start`, given, providerStartAnswer, person);
  if (!started.ok) return started;
  location.assign(started.value.url);
  return new Promise((resolve) => {
    const cameBack = () => resolve({ ok: false, error: { code: 'attempt_expired' } });
    addEventListener('pageshow', cameBack, { once: true });
  });
}

/** Whose account the ticket opens. Uses nothing up. */
export const lookAtTicket = (ticket: string): Promise<AuthResult<TicketAnswer>> =>
  authRequest('POST', '/v1/auth/providers/ticket', { ticket }, ticketAnswer);

export async function signInByTicket(ticket: string): Promise<AuthResult<SessionUser>> {
  const body = { ticket, deviceName: deviceName() };
  const result = await authRequest('POST', '/v1/auth/providers/sign-in', body, sessionAnswer);
  return result.ok ? { ok: true, value: result.value.user } : result;
}

export const unlinkAccount = (person: string, id: string) =>
  authRequest('DELETE', `/v1/auth/providers/linked/${id}`, undefined, removedAnswer, person);
