// The calls that the import worker exposes: reading a file without blocking the page.
import { expose } from 'comlink';
import { ImportReader } from './reader.ts';
import { loadSqlite } from './sqlite.ts';

expose(new ImportReader(loadSqlite));
