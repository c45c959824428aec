// Recovery codes: making them, counting them, and signing in by one.
import {
  recoveryCodesAnswer,
  recoveryCodesLeft,
  sessionAnswer,
  type RecoveryCodesLeft,
  type SessionUser,
} from '#schema/protocol/answers.ts';
import { deviceName } from './auth-client.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

const PATH = '/v1/auth/recovery-codes';

export const countRecoveryCodes = (person: string): Promise<AuthResult<RecoveryCodesLeft>> =>
  authRequest('GET', PATH, undefined, recoveryCodesLeft, person);

/** Replaces the codes that there are. Nobody can read them again later. */
export async function makeRecoveryCodes(person: string): Promise<AuthResult<string[]>> {
  const made = await authRequest('POST', PATH, {}, recoveryCodesAnswer, person);
  return made.ok ? { ok: true, value: made.value.codes } : made;
}

export async function signInByRecoveryCode(email: string, code: string): Promise<AuthResult<SessionUser>> {
  const result = await authRequest('POST', `${PATH}/sign-in`, { email, code, deviceName: deviceName() }, sessionAnswer);
  return result.ok ? { ok: true, value: result.value.user } : result;
}
