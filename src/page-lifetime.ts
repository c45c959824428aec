// Ends workers and locks with their page. A browser may keep a page that was left in its back/forward cache; its workers and
// Web Locks would then stay, and every other page of the app would wait for the replica's leader for ever. Invariant:
// everything that excludes other pages (workers, locks) is registered here and ends at `pagehide`; a page restored from the
// cache reloads.

const left = new AbortController();

/** Aborts when this page is left. Final, because a page restored from the cache reloads. */
export const pageLeft: AbortSignal = left.signal;

/** Call once, before the page starts anything else. */
export function watchPageLifetime(): void {
  addEventListener('pagehide', () => left.abort());
  addEventListener('pageshow', () => {
    if (pageLeft.aborted) location.reload();
  });
}

/** Terminates the worker when the page is left. Required for every `new Worker`. */
export function endWithPage(worker: Worker): Worker {
  pageLeft.addEventListener('abort', () => worker.terminate(), { once: true });
  return worker;
}

/**
 * Runs `work` under a Web Lock, which is released when the work ends or the page is left. Rejects with an AbortError when
 * `signal` aborts before the lock was granted.
 */
export async function withPageLock(name: string, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const giveUp = (): void => waiting.abort(signal?.reason);
  for (const end of [pageLeft, signal]) end?.addEventListener('abort', giveUp);
  if (pageLeft.aborted || signal?.aborted) giveUp();
  try {
    await navigator.locks.request(name, { signal: waiting.signal }, () => Promise.race([work(), whenPageLeft()]));
  } catch (error) {
    if (!pageLeft.aborted) throw error;
  } finally {
    for (const end of [pageLeft, signal]) end?.removeEventListener('abort', giveUp);
  }
}

/** Resolves when this page is left; for locks that a page holds as long as it lives. */
export const whenPageLeft = (): Promise<void> =>
  new Promise((resolve) => {
    if (pageLeft.aborted) resolve();
    else pageLeft.addEventListener('abort', () => resolve(), { once: true });
  });
