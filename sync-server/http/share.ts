// Handles a share that reaches the server because the service worker, which normally takes shares, is not installed yet. Text
// is passed on to the capture page. Files cannot be stored without a session, so the Studio reports that they did not arrive.
// Invariant: this route stores and changes nothing, so it needs no session and may be called from anywhere.
import { Hono, type Context } from 'hono';
import { placeOfShare, SHARE_FIELDS } from '#schema/inbox/share.ts';
import type { AppContext } from './context.ts';

/** The most bytes of a text-only share; a longer body contains files. */
const MAX_WORDS_BYTES = 64 * 1024;
/** A browser that is still sending does not read the answer, so up to this many bytes are read and discarded. */
const MAX_DRAINED_BYTES = 1024 ** 3;

export const shareRoutes = (): Hono<AppContext> =>
  new Hono<AppContext>()
    .post('/', async (c) => c.redirect(await placeOf(c), 303))
    // For a person who navigates back to this address.
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
    // The body is not a form.
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
    // The client disconnected.
  }
}
