// The replica worker of one tab. Only begins and exposes; the work is in tab-worker.ts. What takes longest is begun first: the tab
// that leads fetches and compiles PGlite and reads the stored replica while the rest of the worker's code still loads.
import { expose } from 'comlink';
import { fetchEngineFiles } from './engine-files.ts';
import { LEADER_LOCK } from './tab-messages.ts';
import type { ReplicaOpening } from './tab-worker.ts';

const leading = new Promise<ReplicaOpening>((resolve) => {
  void navigator.locks.request(LEADER_LOCK, () => {
    const engine = fetchEngineFiles();
    const opener = import('./open-replica.ts').then(({ ReplicaOpener }) => new ReplicaOpener(engine));
    opener.catch(() => undefined);
    resolve({ opener });
    // Held as long as the tab lives.
    return new Promise(() => undefined);
  });
});

// The page speaks at once; what it says before anybody listens would be lost.
const early: MessageEvent[] = [];
const keep = (event: MessageEvent): void => void early.push(event);
self.addEventListener('message', keep);
void import('./tab-worker.ts').then(({ startTabWorker }) => {
  self.removeEventListener('message', keep);
  expose(startTabWorker(leading));
  for (const { data, ports } of early) self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  // The page hears of it as of any error of its worker.
}, reportError);
