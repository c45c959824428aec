// `npm start`: builds the client if its sources changed, then runs the server in this same process.
import { buildIfStale } from './build.ts';

await buildIfStale();
await import('#server/main.ts');
