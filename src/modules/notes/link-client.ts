// What the server fetches for this person: the title of a page, whether a link still works, a picture of another site. It needs the
// network and an account. Failures are values; an answer that is not our server's is `unavailable`.
import { readRefusal } from '#schema/protocol/answers.ts';
import { fetchedLinkAnswer, type FetchedLinkAnswer } from '#schema/protocol/links.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';

const ANSWER_WITHIN_MS = 25_000;
const unavailable = { ok: false, error: { code: 'unavailable' } } as const;

const ask = (path: string, url: string): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
    credentials: 'same-origin',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });

export type AskedLink = { ok: true; answer: FetchedLinkAnswer } | { ok: false; error: CadenceError };

/** `check` does not read the page. */
export async function askLink(what: 'page' | 'check', url: string): Promise<AskedLink> {
  try {
    const response = await ask(`/v1/links/${what}`, url);
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, answer: fetchedLinkAnswer.parse(answer) };
    return { ok: false, error: readRefusal(answer)?.error ?? unavailable.error };
  } catch {
    return unavailable;
  }
}

/** Null when the picture could not be loaded. */
export async function loadPicture(url: string): Promise<Blob | null> {
  try {
    const response = await ask('/v1/links/picture', url);
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}
