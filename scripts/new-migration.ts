// `npm run new:migration -- short_name`: creates the next numbered migration file.
import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const directory = new URL('../schema/migrations/', import.meta.url);
const title = process.argv[2];
if (!title || !/^[a-z][a-z0-9_]*$/.test(title)) {
  process.stderr.write('Give a short name in snake_case: npm run new:migration -- book_formats\n');
  process.exit(1);
}

const numbers = (await readdir(directory)).map((name) => Number(/^(\d{4})_/.exec(name)?.[1] ?? 0));
const name = `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}_${title}.sql`;
const file = new URL(name, directory);
await writeFile(
  file,
  '-- What this changes and why. It may run twice: add column if not exists, create … if not exists, guarded DO blocks.\n',
  { flag: 'wx' },
);
process.stdout.write(`${fileURLToPath(file)}\nThen: npm run generate\n`);
