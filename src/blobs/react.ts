// React's access to blobs: hooks that render again when a blob's state or the free space on this device changes.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { BlobState, StorageUsage } from './api.ts';
import type { BlobUsage } from '#schema/protocol/answers.ts';
import { usePerson } from '#src/replica/public.ts';
import { blobs, blobTransfers, serverUsage, uploadSummary } from './blobs.ts';
import type { UploadSummary } from './board.ts';

const subscribe = (onChange: () => void): (() => void) => blobTransfers.subscribe(onChange);

export const useBlobState = (sha256: string): BlobState => useSyncExternalStore(subscribe, () => blobTransfers.state(sha256));

/** Changes come in bursts (one per chunk), so the estimate is requested after this long without a change. */
const DEBOUNCE_MS = 300;

/** Undefined until the estimate is known. */
export function useStorageUsage(): StorageUsage | undefined {
  const [usage, setUsage] = useState<StorageUsage>();
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () =>
      void blobs.usage().then((now) => {
        if (isCurrent) setUsage(now);
      });
    const stop = blobs.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(read, DEBOUNCE_MS);
    });
    read();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return usage;
}

export const useUploadSummary = (): UploadSummary => useSyncExternalStore(subscribe, uploadSummary);

/** The person's storage on the server; null while unknown. Requested again when the number of waiting files changes. */
export function useServerUsage(): BlobUsage | null {
  const person = usePerson();
  const { waiting } = useUploadSummary();
  const userId = person?.kind === 'signed-in' ? person.userId : null;
  const [usage, setUsage] = useState<BlobUsage | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void serverUsage(userId).then((now) => {
      if (isCurrent) setUsage(now);
    });
    return () => {
      isCurrent = false;
    };
  }, [userId, waiting]);
  return usage;
}
