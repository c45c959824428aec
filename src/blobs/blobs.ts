// The blobs of this tab: one store, one board, and the transfers in whichever tab leads. `startBlobs` ties them to the replica.
import type { BlobUsage } from '#schema/blobs.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import type { Replica } from '#src/replica/api.ts';
import { BlobError, type BlobStore, type BlobTransfers } from './api.ts';
import { BlobBoard, type UploadSummary } from './board.ts';
import { BlobIndex } from './blob-index.ts';
import { PageBlobStore } from './store.ts';
import type { Transfers } from './transfers/transfers.ts';

const LEADER_LOCK = 'cadence-blob-transfers';
const RETRY_CHANNEL = 'cadence-blob-retry';

const board = new BlobBoard(typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('cadence-blobs'));
const index = new BlobIndex(globalThis.indexedDB);
const store = new PageBlobStore(board, index);

export const blobs: BlobStore = store;

export const blobTransfers: BlobTransfers = {
  state: (sha256) => board.state(sha256),
  subscribe: (onChange) => board.subscribe(onChange),
  // To the tab that leads, which may be this one: a channel does not speak to itself.
  retry: () => {
    leading?.retry();
    const channel = new BroadcastChannel(RETRY_CHANNEL);
    channel.postMessage(null);
    channel.close();
  },
};

let leading: Transfers | null = null;

/** Call once per page. Reads what is kept, then follows the replica; the tab that gets the lock sends and sweeps. */
export async function startBlobs(replica: Replica): Promise<void> {
  const notePerson = () => {
    const person = replica.person();
    store.person = person?.kind === 'signed-in' ? person.userId : null;
  };
  replica.subscribe(notePerson);
  notePerson();
  const [kept, facts] = await Promise.all([store.list(), index.readFacts()]);
  board.load(
    kept.map(({ name, size }) => ({ sha256: name, size })),
    facts.filter(({ stored }) => stored).map(({ sha256 }) => sha256),
  );
  store.loaded();
  // Held until the tab goes.
  void navigator.locks.request(LEADER_LOCK, async () => {
    await lead(replica);
    await new Promise(() => undefined);
  });
}

/**
 * Makes room: removes the copies here of what the server has, as it says now. Gives the number of bytes that came free. Throws
 * `unavailable` when the server cannot be asked.
 */
export async function removeStoredCopies(): Promise<number> {
  const { person } = store;
  const { httpBlobServer } = await import('./transfers/server.ts');
  const stored = [...board.kept.keys()].filter((sha256) => board.stored.has(sha256));
  const missing = person === null ? null : await httpBlobServer(location.origin, index).missing(stored, person);
  if (missing === null) throw new BlobError({ code: 'unavailable' });
  const absent = new Set(missing);
  let freed = 0;
  for (const sha256 of stored) {
    if (absent.has(sha256)) continue;
    freed += board.kept.get(sha256) ?? 0;
    await store.discard(sha256);
  }
  return freed;
}

/** What of the kept blobs has not reached the server, and whether something stands in the way. */
export const uploadSummary = (): UploadSummary => board.summary();

/** What the server keeps for this person; null when there is no account or no answer. */
export async function serverUsage(person: string | null): Promise<BlobUsage | null> {
  if (person === null) return null;
  try {
    const response = await fetch('/v1/blobs/usage', { headers: { [PERSON_HEADER]: person } });
    return response.ok ? ((await response.json()) as BlobUsage) : null;
  } catch {
    return null;
  }
}

async function lead(replica: Replica): Promise<void> {
  // tus is needed by no other tab, and not before the first screen.
  const [{ Transfers }, { httpBlobServer }, { namedBlobs }] = await Promise.all([
    import('./transfers/transfers.ts'),
    import('./transfers/server.ts'),
    import('./transfers/named-blobs.ts'),
  ]);
  const transfers = new Transfers({
    board,
    index,
    store,
    server: httpBlobServer(location.origin, index),
    now: () => Date.now(),
    setTimer: (ms, ring) => {
      const timer = setTimeout(ring, ms);
      return () => clearTimeout(timer);
    },
  });
  leading = transfers;
  let named: Parameters<Transfers['tell']>[0]['named'];
  const tell = () => transfers.tell({ status: replica.status(), person: replica.person(), named });
  replica.live(
    namedBlobs(),
    (rows) => {
      named = rows;
      tell();
    },
    // The query stays as it is while the replica is rebuilt: rows come again after it.
    () => undefined,
  );
  replica.subscribe(tell);
  board.subscribe(wakeOnNewBlobs(transfers));
  window.addEventListener('online', () => transfers.retry());
  new BroadcastChannel(RETRY_CHANNEL).onmessage = () => transfers.retry();
  tell();
}

/** A blob that is put after its row was read must be sent too. */
function wakeOnNewBlobs(transfers: Transfers): () => void {
  let count = board.kept.size;
  return () => {
    if (board.kept.size === count) return;
    count = board.kept.size;
    transfers.wake();
  };
}
