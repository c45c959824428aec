// Opens PGlite with the replica: the stored one when it fits this version of the app and has opened before, else a fresh
// one from the shipped base. The replica is a cache: whatever is in doubt is thrown away.
import { PGlite } from '@electric-sql/pglite';
import { parseByOid } from '#schema/session.ts';
import { BaseUnreachableError, type OpenedReplica } from '../engine/ports.ts';
import type { FactStore, StoredReplica } from './kv.ts';
import { SnapshotFs } from './snapshot-fs.ts';

const MANIFEST_URL = '/replica/manifest.json';
const MANIFEST_TIMEOUT_MS = 4_000;
const OPEN_TIMEOUT_MS = 30_000;
const MAX_UNFINISHED_OPENINGS = 2;

interface Manifest {
  file: string;
  bytes: number;
  schema: string;
}

export interface OpenOptions {
  fresh: boolean;
  onProgress(part: number): void;
}

export async function openReplica(facts: FactStore, { fresh, onProgress }: OpenOptions): Promise<OpenedReplica> {
  const startedAt = performance.now();
  const [manifest, stored] = await Promise.all([fetchManifest(), facts.readReplica().catch(() => undefined)]);
  const fits = stored && (!manifest || manifest.schema === stored.schema);
  if (fits && !fresh && stored.unfinishedOpenings < MAX_UNFINISHED_OPENINGS) {
    await facts.writeReplica({ ...stored, unfinishedOpenings: stored.unfinishedOpenings + 1 });
    const opened = await openFiles(stored, undefined);
    await facts.writeReplica({ ...stored, unfinishedOpenings: 0 });
    return { ...opened, opened: 'stored', schema: stored.schema, openMs: performance.now() - startedAt };
  }
  if (!manifest) throw new BaseUnreachableError('a first visit needs the network');
  const next: StoredReplica = {
    generation: (stored?.generation ?? 0) + 1,
    schema: manifest.schema,
    unfinishedOpenings: 0,
  };
  const base = await fetchBase(manifest, onProgress);
  // Until it is known to be stored it counts as one that does not open: a tab closed before that leaves files behind, and
  // the next opening must neither trust them nor write over them.
  await facts.writeReplica({ ...next, unfinishedOpenings: MAX_UNFINISHED_OPENINGS });
  if (stored) deleteFiles(stored);
  const opened = await openFiles(next, base);
  void opened.flush().then(
    () => facts.writeReplica(next),
    () => undefined,
  );
  return { ...opened, opened: stored ? 'rebuilt' : 'fresh', schema: next.schema, openMs: performance.now() - startedAt };
}

const filesName = ({ generation }: StoredReplica): string => `cadence-replica-${generation}`;

async function openFiles(
  stored: StoredReplica,
  base: Blob | undefined,
): Promise<Pick<OpenedReplica, 'database' | 'flush' | 'close'>> {
  const fs = new SnapshotFs(filesName(stored));
  const opening = PGlite.create({
    fs,
    relaxedDurability: true,
    parsers: parseByOid,
    ...(base ? { loadDataDir: base } : {}),
  });
  const pg = await withTimeout(opening, OPEN_TIMEOUT_MS);
  await pg.exec(`set timezone = 'UTC'`);
  return {
    database: pg,
    flush: () => fs.flush(),
    close: async () => {
      fs.abandon();
      await pg.close();
    },
  };
}

function deleteFiles(stored: StoredReplica): void {
  indexedDB.deleteDatabase(SnapshotFs.databaseName(filesName(stored)));
}

/** Undefined without a network and without the service worker's copy. */
async function fetchManifest(): Promise<Manifest | undefined> {
  try {
    const response = await fetch(MANIFEST_URL, { signal: AbortSignal.timeout(MANIFEST_TIMEOUT_MS) });
    return response.ok ? ((await response.json()) as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

async function fetchBase({ file, bytes }: Manifest, onProgress: (part: number) => void): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const response = await fetch(`/replica/${file}`);
    if (!response.ok || !response.body) throw new Error(`the base answered ${response.status}`);
    const reader = response.body.getReader();
    let received = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      received += part.value.length;
      onProgress(Math.min(1, received / bytes));
    }
  } catch (error) {
    throw new BaseUnreachableError('the shipped base could not be fetched', { cause: error });
  }
  return new Blob(chunks, { type: 'application/gzip' });
}

function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the replica did not open in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
