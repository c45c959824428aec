// The analysis worker's entry.
import { beginWorker } from '#src/worker-entry.ts';

beginWorker(() => import('./serve.ts'));
