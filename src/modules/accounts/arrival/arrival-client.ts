// Sends an archive to the server. A lost answer is not the end of it: whose session it is now says whether the archive came in.
import { readRefusal, sessionAnswer } from '#schema/protocol/answers.ts';
import { ARRIVAL_TYPE, arrivalAnswer, type ArrivalAnswer } from '#schema/leaving/arrival.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import { authRequest, type AuthResult } from '../auth-request.ts';
import { confirmation } from '../confirming.ts';

const unavailable = { ok: false, error: { code: 'unavailable' } } as const;

/** Asks for a proof of who is signed in where the server wants one. */
export async function sendArchive(body: Blob, person: string): Promise<AuthResult<ArrivalAnswer>> {
  const answer = await sendOnce(body, person);
  if (answer.ok || answer.error.code !== 'confirm_first') return answer;
  return (await confirmation()) ? sendOnce(body, person) : answer;
}

/** Without a time limit: the server writes every row before it answers. */
async function sendOnce(body: Blob, person: string): Promise<AuthResult<ArrivalAnswer>> {
  try {
    const response = await fetch('/v1/account/import', {
      method: 'POST',
      headers: { 'content-type': ARRIVAL_TYPE, 'content-encoding': 'gzip', [PERSON_HEADER]: person },
      body,
      credentials: 'same-origin',
      redirect: 'error',
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, value: arrivalAnswer.parse(answer) };
    const refusal = readRefusal(answer);
    return refusal === null ? unavailable : { ok: false, error: refusal.error };
  } catch {
    return unavailable;
  }
}

/** Whether this browser's account has the person id; null when the server cannot be asked. */
export async function isAccountOf(personId: string): Promise<boolean | null> {
  const answer = await authRequest('GET', '/v1/auth/session', undefined, sessionAnswer);
  if (answer.ok) return answer.value.user.id === personId;
  return answer.error.code === 'unavailable' ? null : false;
}
