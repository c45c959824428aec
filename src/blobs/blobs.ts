// The blobs of this tab: one store, one board, and the transfers in whichever tab leads. `startBlobs` ties them to the replica.
import type { Replica } from '#src/replica/api.ts';
import type { BlobStore, BlobTransfers } from './api.ts';
import { BlobBoard } from './board.ts';
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
  // Held until the tab goes.
  void navigator.locks.request(LEADER_LOCK, async () => {
    await lead(replica);
    await new Promise(() => undefined);
  });
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
