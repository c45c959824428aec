// What pages keep of a person outside of the replica, removed when the person leaves this device, and the proof that nothing is
// left. Loaded only then.
import { sql } from 'kysely';
import { tables } from '#schema/tables.ts';
import { countStoredBlobs } from '#src/blobs/public.ts';
import { SHARED_FILES_CACHE } from '#src/incoming/shared-files.ts';
import type { Replica } from '#src/replica/api.ts';
import { replicaCompiler } from '#src/replica/query-builder.ts';

/** About the device or the browser, not about a person. */
const DEVICE_KEYS: ReadonlySet<string> = new Set([
  'cadence.clock',
  'cadence.storage-asked',
  'cadence.focus-notifications-asked',
  'cadence.weak-storage-seen',
]);

const personKeys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith('cadence') && !DEVICE_KEYS.has(key));

/** Drafts, what the first paint shows, and files from the share sheet. */
export async function erasePageStorage(): Promise<void> {
  try {
    for (const key of personKeys()) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // Without storage, there is nothing to remove.
  }
  await globalThis.caches?.delete(SHARED_FILES_CACHE).catch(() => false);
}

const CHECK_EVERY_MS = 100;

/**
 * Looks until nothing of the person is left in the rows, the outbox and the files of this device. Returns what is still there
 * after `withinMs`; the files are removed by the tab that transfers them, which takes a moment.
 */
export async function findLeftovers(replica: Replica, userId: string, withinMs = 10_000): Promise<string[]> {
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    const leftovers = await lookForLeftovers(replica, userId);
    if (leftovers.length === 0 || performance.now() > endsAtMs) return leftovers;
    await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS));
  }
}

async function lookForLeftovers(replica: Replica, userId: string): Promise<string[]> {
  const found: string[] = [];
  const { outbox } = await replica.diagnostics();
  if (outbox.pending.length > 0) found.push('changes');
  if ((await countStoredBlobs()) > 0) found.push('files');
  const owned = tables.flatMap(({ name, scope }) =>
    scope.kind === 'user' || scope.kind === 'either'
      ? [sql`select ${name} as name where exists (select from ${sql.table(name)} where ${sql.ref(scope.column)} = ${userId})`]
      : [],
  );
  const query = sql<{ name: string }>`${sql.join(owned, sql` union all `)}`;
  const rows = await replica.query<{ name: string }>({
    compile: () => query.compile(replicaCompiler),
    execute: () => Promise.reject(new Error('the replica worker runs this query')),
  });
  return [...found, ...rows.map(({ name }) => name)];
}
