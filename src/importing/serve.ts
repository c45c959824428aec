// The calls that the import worker exposes: reading a file without blocking the page.
import { expose } from 'comlink';
import { ImportReader } from './reader.ts';

expose(new ImportReader());
