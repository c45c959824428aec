// An address of a stored file for as long as it is shown.
import { useEffect, useState } from 'react';
import { blobs } from '#src/blobs/public.ts';

export type BlobUrl = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; url: string };

/** Fetches a file that this device does not have; `missing` offline, and while the other device has not sent it. */
export function useBlobUrl(sha256: string, type: string): BlobUrl {
  const [state, setState] = useState<BlobUrl>({ kind: 'loading' });
  useEffect(() => {
    const stopped = new AbortController();
    let made: string | null = null;
    blobs
      .open(sha256, { signal: stopped.signal })
      .then((file) => {
        if (stopped.signal.aborted) return;
        made = URL.createObjectURL(new Blob([file], { type }));
        setState({ kind: 'ready', url: made });
      })
      .catch(() => {
        if (!stopped.signal.aborted) setState({ kind: 'missing' });
      });
    return () => {
      stopped.abort();
      if (made !== null) URL.revokeObjectURL(made);
      setState({ kind: 'loading' });
    };
  }, [sha256, type]);
  return state;
}
