// The calls that the frames worker exposes.
import { expose } from 'comlink';
import { createFramesService } from './frames-service.ts';

expose(createFramesService());
