// Looks up a book by its ISBN in Open Library's catalogue. Invariant: only the configured address is ever asked, an answer is bounded in
// time and size, and nothing but the ISBN leaves this server.
import { z } from 'zod';
import type { FoundBook } from '#schema/protocol/answers.ts';

const ANSWER_WITHIN_MS = 8_000;
const MOST_BYTES = 256 * 1024;

const names = z.array(z.object({ name: z.string() })).default([]);
const answer = z.record(
  z.string(),
  z.object({
    title: z.string(),
    subtitle: z.string().optional(),
    authors: names,
    publishers: names,
    number_of_pages: z.number().int().positive().optional().catch(undefined),
    publish_date: z.string().optional(),
  }),
);

export type LookUp = (isbn: string) => Promise<{ ok: true; found: FoundBook | null } | { ok: false }>;

/** `url`: of the catalogue, without a path. `isbn`: 13 digits. */
export function createLookUp(url: string): LookUp {
  return async (isbn) => {
    try {
      const asked = new URL('/api/books', url);
      asked.search = new URLSearchParams({ bibkeys: `ISBN:${isbn}`, format: 'json', jscmd: 'data' }).toString();
      const response = await fetch(asked, {
        headers: { accept: 'application/json', 'user-agent': 'Cadence (book lookup)' },
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (!response.ok || response.body === null) return { ok: false };
      const found = answer.parse(JSON.parse(await readWithin(response.body, MOST_BYTES)))[`ISBN:${isbn}`];
      return { ok: true, found: found ? toBook(found) : null };
    } catch {
      return { ok: false };
    }
  };
}

/** Null for an address that is off. */
export const lookUpAt = (url: string | null): LookUp | null => (url === null ? null : createLookUp(url));

async function readWithin(body: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > most) throw new Error('the answer is too large');
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function toBook(found: z.output<typeof answer>[string]): FoundBook {
  const [author = null, ...others] = found.authors.map(({ name }) => name);
  const year = Number(/\b(1[0-9]{3}|20[0-9]{2})\b/.exec(found.publish_date ?? '')?.[1]);
  return {
    title: found.title,
    subtitle: found.subtitle ?? null,
    author,
    otherAuthors: others.length > 0 ? others.join(', ') : null,
    publisher: found.publishers[0]?.name ?? null,
    pages: found.number_of_pages ?? null,
    year: Number.isNaN(year) ? null : year,
  };
}
