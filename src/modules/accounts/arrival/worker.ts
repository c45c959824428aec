// The entry of the worker that reads an archive.
import { beginWorker } from '#src/worker-entry.ts';

beginWorker(() => import('./serve.ts'));
