// The entry of a tab's replica worker; tab-worker.ts does the work. Starts the slowest tasks first: the leading tab fetches and
// compiles PGlite and reads the stored replica while the rest of the worker's code still loads.
import { beginWorker } from '#src/worker-entry.ts';
import { fetchEngineFiles } from './engine-files.ts';
import type { ReplicaOpening } from './tab-worker.ts';

const LEADER_LOCK = 'cadence-replica-leader';

const leading = new Promise<ReplicaOpening>((resolve) => {
  void navigator.locks.request(LEADER_LOCK, () => {
    const engine = fetchEngineFiles();
    const opener = import('./open-replica.ts').then(({ ReplicaOpener }) => new ReplicaOpener(engine));
    opener.catch(() => undefined);
    resolve({ opener });
    // Holds the lock as long as the tab lives.
    return new Promise(() => undefined);
  });
});

beginWorker(() => import('./tab-worker.ts').then(({ serveTabWorker }) => serveTabWorker(leading)));
