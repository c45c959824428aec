// The blobs of this tab: one store, one board, and the transfers in the leading tab. `startBlobs` connects them to the replica.
import { blobUsage, type BlobUsage } from '#schema/protocol/answers.ts';
import { PERSON_HEADER } from '#schema/protocol/person-header.ts';
import { whenPageLeft, withPageLock } from '#src/page-lifetime.ts';
import type { Replica } from '#src/replica/api.ts';
import { BlobError, type BlobStore, type BlobTransfers } from './api.ts';
import { BlobBoard, type UploadSummary } from './board.ts';
import { BlobIndex } from './blob-index.ts';
import { PageBlobStore } from './store.ts';
import type { Transfers } from './transfers/transfers.ts';
import type { RestPorts } from './upload-rest.ts';

const LEADER_LOCK = 'cadence-blob-transfers';
const RETRY_CHANNEL = 'cadence-blob-retry';

const board = new BlobBoard(typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('cadence-blobs'));
const index = new BlobIndex(globalThis.indexedDB);
const store = new PageBlobStore(board, index);

export const blobs: BlobStore = store;

export const blobTransfers: BlobTransfers = {
  state: (sha256) => board.state(sha256),
  subscribe: (onChange) => board.subscribe(onChange),
  // To the leading tab, which may be this one: a channel does not deliver messages to itself.
  retry: () => {
    leading?.retry();
    const channel = new BroadcastChannel(RETRY_CHANNEL);
    channel.postMessage(null);
    channel.close();
  },
};

let leading: Transfers | null = null;

/**
 * Call once per page. Loads the stored blobs, then follows the replica; the tab that gets the lock uploads and removes blobs.
 */
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
  void withPageLock(LEADER_LOCK, async () => {
    await lead(replica);
    await whenPageLeft();
  });
}

/**
 * Frees space: removes the copies on this device of the blobs that the server confirms to have. Returns the number of freed
 * bytes. Throws `unavailable` when the server cannot be asked.
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

/** What `uploadRest` needs to know of this tab's blobs. */
export const restPorts: RestPorts = { ...blobTransfers, readFacts: () => index.readFacts() };

/** The files in the folder now, whoever they belong to. */
export const countStoredBlobs = async (): Promise<number> => (await store.list()).length;

/** Which stored blobs are not on the server yet, and whether an error prevents that. */
export const uploadSummary = (): UploadSummary => board.summary();

/** What the server stores for this person; null without an account or an answer. */
export async function serverUsage(person: string | null): Promise<BlobUsage | null> {
  if (person === null) return null;
  try {
    const response = await fetch('/v1/blobs/usage', { headers: { [PERSON_HEADER]: person }, redirect: 'error' });
    return response.ok ? blobUsage.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

async function lead(replica: Replica): Promise<void> {
  // Only the leading tab needs tus, and not before the first screen.
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
  replica.subscribeRows(
    namedBlobs(),
    (rows) => {
      named = rows;
      tell();
    },
    // A failure is ignored: the query stays subscribed while the replica is rebuilt, and rows come again afterwards.
    () => undefined,
  );
  replica.subscribe(tell);
  board.subscribe(wakeOnNewBlobs(transfers));
  window.addEventListener('online', () => transfers.retry());
  new BroadcastChannel(RETRY_CHANNEL).onmessage = () => transfers.retry();
  tell();
}

/** A blob stored after its row was read must be uploaded too. */
function wakeOnNewBlobs(transfers: Transfers): () => void {
  let count = board.kept.size;
  return () => {
    if (board.kept.size === count) return;
    count = board.kept.size;
    transfers.wake();
  };
}
