// A share that reaches the server: the service worker, which takes shares, is not there yet. Words go on to the capture page;
// files cannot be kept here for nobody, so the Studio says in words that they did not come. Invariant: nothing of it is stored
// and nothing is changed, so that it needs no session and may come from anywhere.
import { Hono, type Context } from 'hono';
import { placeOfShare, SHARE_FIELDS } from '#schema/rules/share.ts';
import type { AppContext } from './context.ts';

/** Words are shorter; with a longer body there are files in it. */
const MAX_WORDS_BYTES = 64 * 1024;
/** A browser that is still sending does not read the answer: so much is read and forgotten. */
const MAX_DRAINED_BYTES = 1024 ** 3;

export const shareRoutes = (): Hono<AppContext> =>
  new Hono<AppContext>()
    .post('/', async (c) => c.redirect(await placeOf(c), 303))
    // Somebody who comes back to this address.
    .get('/', (c) => c.redirect('/capture', 303));

async function placeOf(c: Context<AppContext>): Promise<string> {
  const length = Number(c.req.header('content-length') ?? Number.POSITIVE_INFINITY);
  if (!(length <= MAX_WORDS_BYTES)) {
    await drain(c.req.raw.body);
    return placeOfShare(() => undefined, 'missed');
  }
  try {
    const form = await c.req.formData();
    const hasFiles = form.getAll(SHARE_FIELDS.files).some((value) => typeof value !== 'string' && value.size > 0);
    return placeOfShare((name) => form.get(name), hasFiles ? 'missed' : 'none');
  } catch {
    // No form at all.
    return placeOfShare(() => undefined, 'none');
  }
}

async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let bytes = 0; bytes < MAX_DRAINED_BYTES;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The sender hung up.
  }
}
