// The frames worker: only exposes.
import { expose } from 'comlink';
import { createFramesService } from './frames-service.ts';

expose(createFramesService());
