// Starts this tab's replica worker and gives the page its `Replica`.
import { proxy, wrap } from 'comlink';
import { learnClock } from '#src/clock/clock.ts';
import { endWithPage } from '#src/page-lifetime.ts';
import type { Replica } from './api.ts';
import type { TabApi } from './calls.ts';
import { ReplicaClient } from './client.ts';
import { whenServerMayBeBack } from './server-may-be-back.ts';
import type { ReplicaEvent } from './service.ts';

export function createReplica(): Replica {
  const worker = endWithPage(new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'replica' }));
  const tab = wrap<TabApi>(worker);
  const client = new ReplicaClient(tab);
  const failed = (): void =>
    client.receive({ kind: 'status', status: { kind: 'error', waiting: 0, error: { code: 'internal' } } });
  worker.addEventListener('error', failed);
  const receive = (event: ReplicaEvent): void =>
    event.kind === 'clock' ? learnClock(event.state, event.isMeasured) : client.receive(event);
  tab.connect(proxy(receive)).catch(failed);
  // A worker may not be notified that the network is back, so the page tells it.
  whenServerMayBeBack(() => {
    if (!client.isConnected()) client.tryNow().catch(() => undefined);
  });
  return client;
}
