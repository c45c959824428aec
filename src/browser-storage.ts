// The browser's information about this origin's storage. WebKitGTK has no StorageManager, and older WebKit has one without
// `estimate` or `persist`: here a missing method gives null or a refusal, never an exception.

const manager = (): Partial<StorageManager> => (navigator as { storage?: StorageManager }).storage ?? {};

export interface StorageEstimateBytes {
  used: number | null;
  allowed: number | null;
}

export async function estimateStorage(): Promise<StorageEstimateBytes> {
  const { usage, quota } =
    (await manager()
      .estimate?.()
      .catch(() => undefined)) ?? {};
  return { used: usage ?? null, allowed: quota ?? null };
}

/** Whether the browser has agreed to keep this origin's data; null where browsers make no such agreement. */
export const isStorageKept = async (): Promise<boolean | null> => (await manager().persisted?.()) ?? null;

/** Requests that the browser keeps this origin's data; returns whether it agreed. */
export const keepStorage = async (): Promise<boolean> => (await manager().persist?.()) ?? false;

/** Whether this browser has OPFS; a private window may refuse it anyway. */
export const hasFileSystem = (): boolean => manager().getDirectory !== undefined;
