// A process of Node 22, which runs TypeScript as it is: one first sync of a new Zero client. ZERO_MODULE, ZERO_CACHE_URL and
// ZERO_TABLES (JSON) configure it.
import { pathToFileURL } from 'node:url';
import { firstSyncOfZero, type ZeroModule, type ZeroTable } from './zero-client.ts';

const { ZERO_MODULE = '', ZERO_CACHE_URL = '', ZERO_TABLES = '[]' } = process.env;
const zero = (await import(pathToFileURL(ZERO_MODULE).href)) as ZeroModule;
const synced = await firstSyncOfZero(zero, ZERO_CACHE_URL, JSON.parse(ZERO_TABLES) as ZeroTable[]);
process.stdout.write(`${JSON.stringify(synced)}\n`, () => process.exit(0));
