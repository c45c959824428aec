// `npm run new:module -- NAME [--table TABLE]`: generates a complete small domain that works in the app at once. Writes the
// domain's folders and adds a line to schema/commands.ts and to src/app/modules.ts. Without --table the domain uses the table
// of its name if there is one, else `ideas`.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findTable } from '#schema/tables.ts';
import { domainFiles } from './new-module/files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const { values, positionals } = parseArgs({ options: { table: { type: 'string' } }, allowPositionals: true });
const [name = ''] = positionals;
if (!/^[a-z][a-z0-9]*$/.test(name)) fail('The name of a domain is one lower-case word: npm run new:module -- sketches');
if (existsSync(join(root, 'src/modules', name)) || existsSync(join(root, 'schema', name)))
  fail(`The domain ${name} exists already.`);

const table = values.table ?? (findTable(name) ? name : 'ideas');
if (!findTable(table)) fail(`There is no table ${table}.`);
const column = await textColumn(table);

const files = domainFiles(name, table, column);
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
await addLine('schema/commands.ts', {
  imported: `import { ${name}Commands } from './${name}/commands.ts';`,
  listed: `  ${name}: ${name}Commands,`,
  before: '} as const;',
});
await addLine('src/app/modules.ts', {
  imported: `import { ${name}Module } from '#src/modules/${name}/module.ts';`,
  listed: `  ${name}Module,`,
  before: '] as const;',
});
const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root });
node('--import', 'tsx', 'scripts/generate-shipped-commands.ts');
node('node_modules/oxfmt/bin/oxfmt', ...Object.keys(files));

process.stdout.write(
  [
    `The domain ${name} stores its records in the table ${table}. Written:`,
    ...Object.keys(files).map((file) => `  ${file}`),
    `  schema/${name}/shipped.json`,
    'Changed by one line and its import: schema/commands.ts, src/app/modules.ts',
    `To see it: npm start, then /library/${name}. Its tests: npx vitest run schema/${name} tests/e2e/${name}.test.ts`,
    '',
  ].join('\n'),
);

interface Line {
  imported: string;
  listed: string;
  /** The text that ends the list. */
  before: string;
}

/** Adds an import after the last import, and a line at the end of the file's list. */
async function addLine(file: string, { imported, listed, before }: Line): Promise<void> {
  const text = await readFile(join(root, file), 'utf8');
  const lastImport = text.lastIndexOf('\nimport ') + 1;
  const endOfImport = text.indexOf('\n', lastImport) + 1;
  const withImport = `${text.slice(0, endOfImport)}${imported}\n${text.slice(endOfImport)}`;
  const end = withImport.indexOf(before, endOfImport);
  await writeFile(join(root, file), `${withImport.slice(0, end)}${listed}\n${withImport.slice(end)}`);
}

/** The column with the name of a record. The commands of a new domain set no other column. */
async function textColumn(of: string): Promise<string> {
  const types = await readFile(join(root, 'schema/database.ts'), 'utf8');
  const typeName = `${of.replaceAll(/(^|_)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())}Table`;
  const body = new RegExp(`interface ${typeName} \\{([^}]*)\\}`).exec(types)?.[1] ?? '';
  const columns = [...body.matchAll(/^ {2}(\w+): (.*);$/gm)].map(([, column = '', type = '']) => ({ column, type }));
  const found = columns.find(({ column, type }) => (column === 'title' || column === 'name') && type === 'string')?.column;
  const filled = new Set([found, 'id', 'user_id', 'created_at', 'updated_at']);
  const others = columns.filter(({ column, type }) => !filled.has(column) && !/null|Generated/.test(type));
  if (found === undefined || others.length > 0)
    fail(
      `A new domain sets only a title or a name; the table ${of} requires ${others.map(({ column }) => column).join(', ') || 'other columns'}.`,
    );
  return found;
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
