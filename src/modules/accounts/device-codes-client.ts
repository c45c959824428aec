// Signing in a new device by a code, over HTTP: the signed-in device shows and confirms, the new one enters and redeems.
import { sessionAnswer, type SessionUser } from '#schema/protocol/answers.ts';
import {
  claimAnswer,
  claimStateAnswer,
  deviceCodeAnswer,
  shownCodeAnswer,
  type Claim,
  type ClaimState,
  type ShownCode,
} from '#schema/protocol/device-codes.ts';
import { deviceName } from './auth-client.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

const PATH = '/v1/auth/device-codes';

export const showDeviceCode = (): Promise<AuthResult<{ id: string; code: string; seconds: number }>> =>
  authRequest('POST', PATH, {}, deviceCodeAnswer);

export const lookAtShownCode = (id: string): Promise<AuthResult<ShownCode>> =>
  authRequest('GET', `${PATH}/${id}`, undefined, shownCodeAnswer);

export const confirmShownCode = (id: string): Promise<AuthResult<ShownCode>> =>
  authRequest('POST', `${PATH}/${id}/confirm`, {}, shownCodeAnswer);

export const endShownCode = (id: string): Promise<AuthResult<ShownCode>> =>
  authRequest('DELETE', `${PATH}/${id}`, {}, shownCodeAnswer);

export const claimDeviceCode = (code: string): Promise<AuthResult<Claim>> =>
  authRequest('POST', `${PATH}/claim`, { code, deviceName: deviceName() }, claimAnswer);

export const lookAtClaim = (claim: string): Promise<AuthResult<ClaimState>> =>
  authRequest('POST', `${PATH}/claim/state`, { claim }, claimStateAnswer);

/** Sets the session's cookie. */
export async function redeemClaim(claim: string): Promise<AuthResult<SessionUser>> {
  const answer = await authRequest('POST', `${PATH}/claim/redeem`, { claim, deviceName: deviceName() }, sessionAnswer);
  return answer.ok ? { ok: true, value: answer.value.user } : answer;
}
