// One request to the routes of accounts. Expected failures are values; an answer that is not our server's is `unavailable`. A request
// that needs a recent proof of who is signed in asks for it, and goes on by itself.
import type * as z from 'zod/mini';
import { readRefusal } from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import { confirmation } from './confirming.ts';

export type AuthResult<Value> = { ok: true; value: Value } | { ok: false; error: CadenceError };

const ANSWER_WITHIN_MS = 20_000;
const unavailable = { ok: false, error: { code: 'unavailable' } } as const;

/** `person`: who this page shows. The browser's cookie may belong to somebody else by now; then the answer is `signed_out`. */
export async function authRequest<Schema extends z.ZodMiniType>(
  ...request: Parameters<typeof requestOnce<Schema>>
): Promise<AuthResult<z.output<Schema>>> {
  const answer = await requestOnce(...request);
  if (answer.ok || answer.error.code !== 'confirm_first') return answer;
  return (await confirmation()) ? requestOnce(...request) : answer;
}

async function requestOnce<Schema extends z.ZodMiniType>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  schema: Schema,
  person?: string,
): Promise<AuthResult<z.output<Schema>>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...(person !== undefined && { [PERSON_HEADER]: person }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
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
