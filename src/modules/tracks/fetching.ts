// Files on their way to this device because the person asked. Shown wherever the file's place is shown, and outlives the page:
// leaving it stops nothing. Invariant: a file is fetched once at a time; who asks again waits for the same end.
import { create } from 'zustand';
import type { BlobStore } from '#src/blobs/public.ts';

/** The part that is here, from 0 to 1, by hash. */
export const useFetching = create<{ parts: Readonly<Record<string, number>> }>(() => ({ parts: {} }));

const running = new Map<string, { ended: Promise<boolean>; cancel: AbortController }>();

const setPart = (sha256: string, part: number | null): void =>
  useFetching.setState(({ parts: { [sha256]: _before, ...others } }) => ({
    parts: part === null ? others : { ...others, [sha256]: part },
  }));

/** Resolves with false when it was stopped; throws what `BlobStore.open` throws. */
export function fetchFile(blobs: Pick<BlobStore, 'open'>, sha256: string): Promise<boolean> {
  const already = running.get(sha256);
  if (already) return already.ended;
  const cancel = new AbortController();
  const { signal } = cancel;
  const run = async () => {
    setPart(sha256, 0);
    try {
      await blobs.open(sha256, { signal, onProgress: (part) => setPart(sha256, part) });
      return true;
    } catch (thrown) {
      if (signal.aborted) return false;
      throw thrown;
    } finally {
      running.delete(sha256);
      setPart(sha256, null);
    }
  };
  const ended = run();
  running.set(sha256, { ended, cancel });
  return ended;
}

export const stopFetching = (sha256: string): void => running.get(sha256)?.cancel.abort();
