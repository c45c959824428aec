// Starts this tab's replica worker and gives the page its `Replica`.
import { proxy, wrap } from 'comlink';
import type { Replica } from './api.ts';
import { ReplicaClient } from './client.ts';
import type { TabApi } from './service.ts';

export function createReplica(): Replica {
  const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'replica' });
  const tab = wrap<TabApi>(worker);
  const client = new ReplicaClient(tab);
  const failed = (): void =>
    client.receive({ kind: 'status', status: { kind: 'error', waiting: 0, error: { code: 'internal' } } });
  worker.addEventListener('error', failed);
  tab.connect(proxy(client.receive)).catch(failed);
  return client;
}
