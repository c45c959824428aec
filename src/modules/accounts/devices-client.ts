// The list of devices over HTTP: what only the server can change. Reading the list is a live query.
import { sessionAnswer } from '#schema/protocol/answers.ts';
import { removedAnswer, renamedAnswer, type Leaving } from '#schema/protocol/devices.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

/** This device in the list of devices; null when it cannot be known now. */
export async function thisDeviceId(): Promise<string | null> {
  const answer = await authRequest('GET', '/v1/auth/session', undefined, sessionAnswer);
  return answer.ok ? (answer.value.device ?? null) : null;
}

export const removeDevices = (device: string | 'others', leaving: Leaving): Promise<AuthResult<{ removed: number }>> =>
  authRequest('POST', '/v1/auth/devices/remove', { device, leaving }, removedAnswer);

/** An empty name brings back what the browser says it is. */
export const renameDevice = (device: string, name: string): Promise<AuthResult<{ name: string | null }>> =>
  authRequest('PATCH', `/v1/auth/devices/${device}`, { name }, renamedAnswer);
