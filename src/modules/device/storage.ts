// What the browser says of this device's storage, and the request to keep it.
import { useCallback, useEffect, useState } from 'react';

export interface StorageReport {
  usedBytes: number | null;
  allowedBytes: number | null;
  kept: boolean;
}

/** Below this the person is told: an import or a year of training fits in it, a library of files does not. */
const LOW_BYTES = 60 * 1024 * 1024;

const ASKED_KEY = 'cadence.storage-asked';

async function readStorage(): Promise<StorageReport | null> {
  // Absent where the page is not served securely.
  if (!('storage' in navigator)) return null;
  const [estimate, kept] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
  return { usedBytes: estimate.usage ?? null, allowedBytes: estimate.quota ?? null, kept };
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
    const kept = await navigator.storage.persist();
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
    if (localStorage.getItem(ASKED_KEY) !== null || !('storage' in navigator)) return;
    localStorage.setItem(ASKED_KEY, new Date().toISOString());
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // Without storage there is nothing to keep.
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}
