// `npm run new:module -- NAME`: a module of the app with the files every module has. It writes nothing over.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  process.stderr.write('Give the module a kebab-case name: npm run new:module -- books\n');
  process.exit(1);
}

const module = fileURLToPath(new URL(`../src/modules/${name}`, import.meta.url));
if (existsSync(module)) {
  process.stderr.write(`src/modules/${name} already exists.\n`);
  process.exit(1);
}

const pascal = name.replace(/(^|-)([a-z0-9])/g, (_match, _dash, letter: string) => letter.toUpperCase());
const words = name.replaceAll('-', ' ');
const title = words.charAt(0).toUpperCase() + words.slice(1);

const files: Record<string, string> = {
  'public.ts': `// What other modules and src/app may use of the module “${words}”.
export { ${pascal}Page } from './ui/${name}-page.tsx';
`,
  'strings.ts': `// Every word the module “${words}” shows.
export const strings = {
  title: '${title}',
} as const;
`,
  [`ui/${name}-page.tsx`]: `// The page of the module “${words}”.
import { Page } from '#src/ui/page.tsx';
import { strings } from '../strings.ts';

export function ${pascal}Page() {
  return <Page title={strings.title} />;
}
`,
};

for (const [file, text] of Object.entries(files)) {
  const path = join(module, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
process.stdout.write(
  `src/modules/${name} is there. Next: queries.ts and commands.ts over the replica, schema/commands/${name}.ts, a route in src/app/routes.tsx.\n`,
);
