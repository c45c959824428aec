// An address of a stored file for as long as it is shown.
import { useEffect, useState } from 'react';
import { blobs } from './blobs.ts';

export type BlobUrl = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; url: string };

/**
 * Fetches a file that this device does not have; `missing` offline, while the other device has not sent it, and for null. Without a type
 * the browser recognizes pictures by their bytes.
 */
export function useBlobUrl(sha256: string | null, type = ''): BlobUrl {
  const [state, setState] = useState<BlobUrl>({ kind: 'loading' });
  useEffect(() => {
    if (sha256 === null) return undefined;
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
  return sha256 === null ? { kind: 'missing' } : state;
}
