// What the browser says of this device's storage, and the request to keep it.
import { useCallback, useEffect, useState } from 'react';
import { estimateStorage, isStorageKept, keepStorage } from '#src/browser-storage.ts';

export interface StorageReport {
  usedBytes: number | null;
  allowedBytes: number | null;
  /** Null where the browser makes no such promise. */
  kept: boolean | null;
}

/** Below this the person is told: an import or a year of training fits in it, a library of files does not. */
const LOW_BYTES = 60 * 1024 * 1024;

const ASKED_KEY = 'cadence.storage-asked';

async function readStorage(): Promise<StorageReport> {
  const [{ used, allowed }, kept] = await Promise.all([estimateStorage(), isStorageKept()]);
  return { usedBytes: used, allowedBytes: allowed, kept };
}

export function useStorageReport(): { report: StorageReport | null; keep(): Promise<boolean> } {
  const [report, setReport] = useState<StorageReport | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void readStorage().then((read) => {
      if (isCurrent) setReport(read);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  const keep = useCallback(async () => {
    const kept = await keepStorage();
    setReport(await readStorage());
    return kept;
  }, []);
  return { report, keep };
}

/** Bytes left when they are few, else null. */
export function lowStorage(report: StorageReport | null): number | null {
  if (report?.allowedBytes == null || report.usedBytes === null) return null;
  const left = report.allowedBytes - report.usedBytes;
  return left < LOW_BYTES ? Math.max(0, left) : null;
}

/** Asks once, after the person has made something worth keeping: before that browsers tend to refuse. */
export async function keepStorageOnce(): Promise<void> {
  try {
    if (localStorage.getItem(ASKED_KEY) !== null) return;
    localStorage.setItem(ASKED_KEY, new Date().toISOString());
    if ((await isStorageKept()) === false) await keepStorage();
  } catch {
    // Without storage there is nothing to keep.
  }
}
