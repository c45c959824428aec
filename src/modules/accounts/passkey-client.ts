// Passkeys in the browser. The library that talks to the authenticator is loaded when it is first needed.
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  WebAuthnError,
} from '@simplewebauthn/browser';
import {
  confirmedAnswer,
  passkeyAnswer,
  passkeyOptionsAnswer,
  removedAnswer,
  sessionAnswer,
  type SessionUser,
} from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { deviceName } from './auth-client.ts';
import { authRequest, type AuthResult } from './auth-request.ts';

const library = () => import('@simplewebauthn/browser');

/** Without asking the network: browsers offer passkeys only in a secure context, and never for a bare address. */
export const canUsePasskeys = (): boolean => typeof PublicKeyCredential === 'function' && !/^[\d.]+$|^\[/.test(location.hostname);

const cancelled = { ok: false, error: { code: 'passkey_cancelled' } } as const;

interface PickOptions {
  autofill?: boolean;
  signal?: AbortSignal;
}

/**
 * What the passkey signs that the person picks: in the browser's dialog or, with `autofill`, in the address field, until `signal`
 * ends the offer.
 */
async function pickPasskey({ autofill = false, signal }: PickOptions = {}): Promise<AuthResult<unknown>> {
  const options = await authRequest('POST', '/v1/auth/passkeys/sign-in/options', {}, passkeyOptionsAnswer);
  if (!options.ok) return options;
  const optionsJSON = options.value as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { startAuthentication, WebAuthnAbortService } = await library();
  if (signal?.aborted) return cancelled;
  signal?.addEventListener('abort', () => WebAuthnAbortService.cancelCeremony(), { once: true });
  return answered(startAuthentication({ optionsJSON, useBrowserAutofill: autofill }));
}

export async function signInByPasskey(options?: PickOptions): Promise<AuthResult<SessionUser>> {
  const response = await pickPasskey(options);
  if (!response.ok) return response;
  const body = { response: response.value, deviceName: deviceName() };
  const signedIn = await authRequest('POST', '/v1/auth/passkeys/sign-in', body, sessionAnswer);
  return signedIn.ok ? { ok: true, value: signedIn.value.user } : signedIn;
}

/** Confirms who is signed in by a passkey. */
export async function confirmByPasskey(person: string): Promise<AuthResult<unknown>> {
  const response = await pickPasskey();
  if (!response.ok) return response;
  return authRequest('POST', '/v1/auth/confirm/passkey', { response: response.value }, confirmedAnswer, person);
}

/** Whether the browser offers passkeys in the address field. */
export async function canAutofillPasskeys(): Promise<boolean> {
  return canUsePasskeys() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);
}

export async function addPasskey(person: string): Promise<AuthResult<{ id: string; name: string }>> {
  const options = await authRequest('POST', '/v1/auth/passkeys/options', {}, passkeyOptionsAnswer, person);
  if (!options.ok) return options;
  const optionsJSON = options.value as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { startRegistration } = await library();
  const response = await answered(startRegistration({ optionsJSON }));
  if (!response.ok) return response;
  return authRequest('POST', '/v1/auth/passkeys', { response: response.value, name: deviceName() }, passkeyAnswer, person);
}

export const renamePasskey = (person: string, id: string, name: string) =>
  authRequest('PATCH', `/v1/auth/passkeys/${id}`, { name }, passkeyAnswer, person);

export const removePasskey = (person: string, id: string) =>
  authRequest('DELETE', `/v1/auth/passkeys/${id}`, undefined, removedAnswer, person);

async function answered<Value>(ceremony: Promise<Value>): Promise<AuthResult<Value>> {
  try {
    return { ok: true, value: await ceremony };
  } catch (error) {
    return { ok: false, error: { code: codeOf(error) } };
  }
}

/** Browsers do not tell a refusal by the person from a time-out or from a device without a passkey, on purpose. */
function codeOf(error: unknown): CadenceError['code'] {
  const { name, code } = error as Partial<WebAuthnError>;
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' || name === 'InvalidStateError') return 'known_passkey';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'passkey_cancelled' : 'passkey_unusable';
}
