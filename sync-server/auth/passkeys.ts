// Passkeys (WebAuthn). Invariants: the authenticator always verifies its user; a challenge works once, for minutes, in the
// browser that asked for it; a counter that did not grow is refused and recorded, because the key may have been copied.
import { isIP } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import type { Pool, PoolClient } from 'pg';
import { newId, type UserId } from '#schema/ids.ts';
import type { Clock } from '../http/context.ts';
import { issueOnce, takeOnce } from './once.ts';

export const CHALLENGE_MINUTES = 5;
export const MAX_PASSKEYS = 20;
const SIGN_IN = 'passkey sign-in';
const addingBy = (userId: UserId) => `passkey of ${userId}` as const;

/** The site that passkeys belong to. Both parts come from the server's settings, never from a request. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** Null where browsers offer no passkeys: at a bare address, and on plain http other than localhost. */
export function relyingPartyOf(appUrl: string): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(appUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0 || (protocol !== 'https:' && !isLocal)) return null;
  return { id: hostname, origin };
}

const handleOf = (userId: UserId) => Buffer.from(userId.replaceAll('-', ''), 'hex');

interface PasskeyRow {
  id: string;
  user_id: UserId;
  credential_id: string;
  credential_public_key: Buffer;
  counter: string;
  transports: string[];
}

export async function signInOptions(
  db: Pick<Pool, 'query'>,
  clock: Clock,
  party: RelyingParty,
  browser: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueOnce(db, clock, { purpose: SIGN_IN, browser, minutes: CHALLENGE_MINUTES });
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    timeout: CHALLENGE_MINUTES * 60_000,
  });
}

export type PasskeyUse =
  | { kind: 'proven'; userId: UserId; passkeyId: string }
  | { kind: 'expired' }
  /** `userId`: whose passkey it claims to be, for the audit log. */
  | { kind: 'wrong'; userId: UserId | null }
  | { kind: 'copied'; userId: UserId; passkeyId: string; stored: number; received: number };

/** The caller must commit whatever the result, because the challenge is used up. */
export async function usePasskey(
  client: PoolClient,
  clock: Clock,
  party: RelyingParty,
  { response, browser }: { response: AuthenticationResponseJSON; browser: string | null },
): Promise<PasskeyUse> {
  const challenge = challengeOf(response.response.clientDataJSON);
  if (challenge === null || browser === null) return { kind: 'expired' };
  if (!(await takeOnce(client, clock, { purpose: SIGN_IN, secret: challenge, browser }))) return { kind: 'expired' };
  const { rows } = await client.query<PasskeyRow>(
    `select id, user_id, credential_id, credential_public_key, counter, transports
       from authenticators where credential_id = $1 for update`,
    [response.id],
  );
  const [passkey] = rows;
  if (!passkey) return { kind: 'wrong', userId: null };
  const { id: passkeyId, user_id: userId } = passkey;
  const { userHandle } = response.response;
  if (userHandle && userHandle !== handleOf(userId).toString('base64url')) return { kind: 'wrong', userId };
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // The stored counter is compared below: the library compares it before the signature, so anybody could raise the alarm.
    credential: { id: passkey.credential_id, publicKey: new Uint8Array(passkey.credential_public_key), counter: 0 },
  }).catch(() => null);
  if (!verified?.verified) return { kind: 'wrong', userId };
  const { newCounter: received, credentialBackedUp, credentialDeviceType } = verified.authenticationInfo;
  const stored = Number(passkey.counter);
  if ((received > 0 || stored > 0) && received <= stored) return { kind: 'copied', userId, passkeyId, stored, received };
  await client.query(
    `update authenticators set counter = $2, credential_backed_up = $3, credential_device_type = $4, last_used_at = $5 where id = $1`,
    [passkeyId, received, credentialBackedUp, credentialDeviceType, clock.now()],
  );
  return { kind: 'proven', userId, passkeyId };
}

/** The options for a new passkey of a person who is signed in. Authenticators that hold one already offer no second. */
export async function creationOptions(
  db: Pick<Pool, 'query'>,
  clock: Clock,
  party: RelyingParty,
  { userId, browser }: { userId: UserId; browser: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rows: people } = await db.query<{ email: string; name: string | null }>('select email, name from users where id = $1', [
    userId,
  ]);
  const [person] = people;
  if (!person) throw new Error('the session has no user');
  const { rows: known } = await db.query<{ id: string; transports: string[] }>(
    'select credential_id as id, transports from authenticators where user_id = $1 order by created_at, id',
    [userId],
  );
  const challenge = await issueOnce(db, clock, { purpose: addingBy(userId), browser, minutes: CHALLENGE_MINUTES });
  return generateRegistrationOptions({
    rpName: 'Cadence',
    rpID: party.id,
    userID: new Uint8Array(handleOf(userId)),
    userName: person.email,
    userDisplayName: person.name ?? person.email,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: CHALLENGE_MINUTES * 60_000,
    attestationType: 'none',
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

export type PasskeyAdding = { kind: 'added'; id: string; name: string } | { kind: 'expired' | 'wrong' | 'known' | 'too-many' };

/** The caller must commit whatever the result, because the challenge is used up. */
export async function addPasskey(
  client: PoolClient,
  clock: Clock,
  party: RelyingParty,
  {
    userId,
    browser,
    name,
    response,
  }: { userId: UserId; browser: string | null; name: string; response: RegistrationResponseJSON },
): Promise<PasskeyAdding> {
  const challenge = challengeOf(response.response.clientDataJSON);
  if (challenge === null || browser === null) return { kind: 'expired' };
  if (!(await takeOnce(client, clock, { purpose: addingBy(userId), secret: challenge, browser }))) return { kind: 'expired' };
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return { kind: 'wrong' };
  // Locks the person, so that two requests at once cannot pass the limit.
  await client.query('select from users where id = $1 for update', [userId]);
  const { rowCount } = await client.query('select from authenticators where user_id = $1', [userId]);
  if ((rowCount ?? 0) >= MAX_PASSKEYS) return { kind: 'too-many' };
  const { credential, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  const id = newId();
  const added = await client.query(
    `insert into authenticators (id, user_id, credential_id, provider_account_id, credential_public_key, counter,
                                 credential_device_type, credential_backed_up, transports, name, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (credential_id) do nothing`,
    [
      id,
      userId,
      credential.id,
      handleOf(userId).toString('base64url'),
      Buffer.from(credential.publicKey),
      credential.counter,
      credentialDeviceType,
      credentialBackedUp,
      credential.transports ?? [],
      name,
      clock.now(),
    ],
  );
  return added.rowCount === 0 ? { kind: 'known' } : { kind: 'added', id, name };
}

/** Our challenge of an answer in base64url; null when the answer is not readable. */
function challengeOf(clientDataJSON: string): string | null {
  try {
    const { challenge } = decodeClientDataJSON(clientDataJSON);
    return typeof challenge === 'string' && challenge.length <= 100 ? challenge : null;
  } catch {
    return null;
  }
}
