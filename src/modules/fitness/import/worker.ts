// The worker that reads a file, so that the page never waits for it.
import { expose } from 'comlink';
import { StrongReader } from './reader.ts';

expose(new StrongReader());
