// Looks up a book by its ISBN, over HTTP: the only part of books that needs the network. Failures are
// values; an answer that is not our server's is `unavailable`.
import { foundBookAnswer, readRefusal, type FoundBook } from '#schema/protocol/answers.ts';
import type { CadenceError } from '#schema/protocol/errors.ts';

const ANSWER_WITHIN_MS = 12_000;
const unavailable = { ok: false, error: { code: 'unavailable' } } as const;

export type LookedUp = { ok: true; book: FoundBook | null } | { ok: false; error: CadenceError };

/** `isbn`: 13 digits. */
export async function lookUpIsbn(isbn: string): Promise<LookedUp> {
  try {
    const response = await fetch(`/v1/books/isbn/${isbn}`, {
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, book: foundBookAnswer.parse(answer).book };
    return { ok: false, error: readRefusal(answer)?.error ?? unavailable.error };
  } catch {
    return unavailable;
  }
}
