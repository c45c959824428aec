// `npm run read -- FILE`: prints what the importer reads in a file as JSON, with the importer's own code and without a
// database.
import { readFile } from 'node:fs/promises';
import { fileReport } from './read/file-report.ts';

const [path] = process.argv.slice(2);
if (!path) {
  console.error('usage: npm run read -- FILE');
  process.exit(2);
}
let bytes;
try {
  bytes = await readFile(path);
} catch {
  console.error(`${path} cannot be opened.`);
  process.exit(1);
}
const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
console.log(JSON.stringify(await fileReport(path, bytes, { now: new Date(), zone }), null, 2));
