// The replica worker of one tab. Only exposes; the work is in tab-worker.ts.
import { expose } from 'comlink';
import { startTabWorker } from './tab-worker.ts';

expose(startTabWorker());
