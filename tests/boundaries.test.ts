// Proves that every boundary rule works, in a small tree with planted violations and the project's own configurations: each
// rule of .dependency-cruiser.cjs on imports, the lint rule on what a page may call, and the compiler on a schema that uses a
// platform.
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Config {
  forbidden: { name: string }[];
  options: ICruiseOptions;
}

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Config;

/** A planted violation: `file` imports `imports`. */
const planted: Record<string, { file: string; imports: string }> = {
  'no-unresolvable': { file: 'src/modules/lost/ui/lost.ts', imports: './nowhere.ts' },
  'no-circular': { file: 'src/ui/ring-a.ts', imports: './ring-b.ts' },
  'no-orphans': { file: 'src/ui/forgotten.ts', imports: '' },
  'schema-is-a-leaf': { file: 'schema/focus/leaning.ts', imports: '../../sync-server/app.ts' },
  'schema-has-no-platform': { file: 'schema/focus/reading.ts', imports: 'node:fs' },
  'schema-packages': { file: 'schema/focus/drawing.ts', imports: 'react' },
  'rules-know-no-kysely': { file: 'schema/fitness/rules/asking.ts', imports: 'kysely' },
  'client-and-server-meet-in-schema': { file: 'src/replica/shortcut.ts', imports: '../../sync-server/app.ts' },
  'server-knows-no-client': { file: 'sync-server/peek.ts', imports: '../src/ui/button.ts' },
  'shipped-code-knows-no-tests': { file: 'sync-server/seeded.ts', imports: '../tests/support/builders.ts' },
  'browser-has-no-node': { file: 'src/ui/disk.ts', imports: 'node:path' },
  'modules-meet-in-public': { file: 'src/modules/focus/ui/nosy.ts', imports: '../../fitness/ui/card.ts' },
  'app-uses-public': { file: 'src/app/nosy.ts', imports: '../modules/fitness/ui/card.ts' },
  'queries-commands-and-model-know-no-ui': { file: 'src/modules/focus/commands.ts', imports: './ui/row.ts' },
  'queries-and-model-show-nothing': { file: 'src/modules/focus/model.ts', imports: '../../ui/toast.tsx' },
  'blobs-and-importing-know-no-module': { file: 'src/blobs/card.ts', imports: '../modules/fitness/public.ts' },
  'workers-and-dsp-know-no-page': { file: 'src/dsp/drawing.ts', imports: 'react' },
  'modules-do-not-know-the-app': { file: 'src/modules/focus/upwards.ts', imports: '../../app/routes.ts' },
  'ui-kit-knows-no-module': { file: 'src/ui/knowing.ts', imports: '../modules/fitness/public.ts' },
  'components-hold-no-sql': { file: 'src/modules/focus/ui/query.ts', imports: 'kysely' },
  'replica-by-its-public-face': { file: 'src/modules/focus/inside.ts', imports: '../../replica/outbox/log.ts' },
  'replica-knows-no-module': { file: 'src/replica/outbox/outward.ts', imports: '../../modules/fitness/public.ts' },
  'pglite-stays-in-the-replica': { file: 'src/modules/focus/database.ts', imports: '@electric-sql/pglite' },
  'workers-by-main': { file: 'src/modules/fitness/direct.ts', imports: '../../workers/frames/work.ts' },
  'no-server-packages-in-the-browser': { file: 'src/ui/server.ts', imports: 'pg' },
};

/** The files that the planted imports refer to; they violate nothing. */
const innocent: Record<string, string> = {
  'src/ui/ring-b.ts': "import './ring-a.ts';",
  'src/ui/button.ts': "import 'react';",
  'src/ui/toast.tsx': "import 'react';",
  'src/app/routes.ts': "import '../modules/fitness/public.ts';",
  'src/modules/fitness/public.ts': "import './ui/card.ts';",
  'src/modules/fitness/ui/card.ts': "import '../../../replica/public.ts';",
  'src/modules/focus/queries.ts': "import 'kysely';",
  'src/modules/focus/ui/row.ts': "import '../queries.ts';",
  'src/modules/fitness/commands.ts': "import '../../ui/toast.tsx';",
  'src/replica/public.ts': "import './outbox/log.ts';",
  'src/replica/outbox/log.ts': "import '@electric-sql/pglite';",
  'src/workers/frames/work.ts': "import '../../dsp/hop.ts';",
  'src/dsp/hop.ts': "import 'pako';",
  'src/workers/frames/main.ts': "import './work.ts';",
  'sync-server/app.ts': "import 'pg';",
  'tests/support/builders.ts': "import '../../schema/focus/leaning.ts';",
  'tsconfig.json':
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true } }',
  ...Object.fromEntries(
    ['kysely', 'react', 'pako', 'pg', '@electric-sql/pglite'].flatMap((name) => [
      [`node_modules/${name}/package.json`, `{ "name": "${name}", "type": "module", "main": "index.js" }`],
      [`node_modules/${name}/index.js`, 'export {};'],
    ]),
  ),
};

let root = '';
let violations: { rule: string; from: string; to: string }[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cadence-boundaries-'));
  const files = {
    ...innocent,
    ...Object.fromEntries(Object.values(planted).map(({ file, imports }) => [file, imports && `import '${imports}';`])),
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), `${text}\n`);
  }
  violations = await violationsIn(root, ['src', 'schema', 'sync-server', 'tests']);
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function violationsIn(baseDir: string, folders: string[]): Promise<typeof violations> {
  const ruleSet = { forbidden: config.forbidden } as IFlattenedRuleSet;
  const { output } = await cruise(
    folders,
    { ...config.options, baseDir, ruleSet, validate: true },
    { extensions: ['.ts', '.tsx', '.js'] },
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

describe('boundaries', () => {
  test('every rule has a planted violation', () => {
    expect(Object.keys(planted).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  test.each(Object.entries(planted))('%s is reported', (rule, { file }) => {
    expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule)).toContain(rule);
  });

  test('files without a violation are not reported', () => {
    const guilty = new Set([...Object.values(planted).map(({ file }) => file), 'src/ui/ring-b.ts']);
    expect(violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });
});

const project = fileURLToPath(new URL('..', import.meta.url));

/** The output of one of the project's tools for a file. Its exit code is ignored, because the tool is expected to fail. */
async function complaintsIn(folder: string, tool: string, args: string[]): Promise<string> {
  const running = promisify(execFile)(process.execPath, [join(project, 'node_modules', tool), ...args], { cwd: folder });
  const { stdout, stderr } = await running.catch((failed: { stdout: string; stderr: string }) => failed);
  return stdout + stderr;
}

describe('calls that need no import', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cadence-globals-'));
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'tsconfig.schema.json']) {
      await copyFile(join(project, name), join(folder, name));
    }
    const files = {
      'src/modules/focus/ui/asking.ts': "export const answer = () => fetch('/v1/focus');",
      'src/modules/focus/ui/track/starting.tsx': "export const worker = () => new Worker('/work.js');",
      'src/ui/asking.ts': "export const answer = () => fetch('/v1/focus');",
      'src/modules/focus/ui/reading.tsx': 'export const rows = (replica: { query(): unknown }) => replica.query();',
      'src/modules/focus/use-reading.ts': 'export const rows = (replica: { query(): unknown }) => replica.query();',
      'src/modules/focus/client.ts': "export const answer = () => fetch('/v1/focus');",
      'schema/focus/page.ts': 'export const title = () => document.title;',
      'schema/focus/process.ts': "export const zone = () => process.env['TZ'];",
      'schema/focus/rules.ts': 'export const half = (minutes: number) => Math.floor(minutes / 2);',
    };
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), `${text}\n`);
    }
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a page may not start a worker or call fetch; a client file beside it may', async () => {
    const complaints = await complaintsIn(folder, 'oxlint/bin/oxlint', ['--format', 'unix', 'src']);
    const restricted = complaints.split('\n').filter((line) => line.includes('no-restricted-globals'));
    expect(restricted.map((line) => line.slice(0, line.indexOf(':'))).toSorted()).toEqual([
      'src/modules/focus/ui/asking.ts',
      'src/modules/focus/ui/track/starting.tsx',
      'src/ui/asking.ts',
    ]);
  });

  test('a component may not ask the replica for rows once; a file of the module beside its components may', async () => {
    const complaints = await complaintsIn(folder, 'oxlint/bin/oxlint', ['--format', 'unix', 'src']);
    const restricted = complaints.split('\n').filter((line) => line.includes('no-restricted-properties'));
    expect(restricted.map((line) => line.slice(0, line.indexOf(':')))).toEqual(['src/modules/focus/ui/reading.tsx']);
  });

  test('the schema compiles without the DOM and without Node', async () => {
    const complaints = await complaintsIn(folder, 'typescript-7/bin/tsc', ['-p', 'tsconfig.schema.json']);
    expect(complaints.match(/^schema\S+(?=\()/gm)).toEqual(['schema/focus/page.ts', 'schema/focus/process.ts']);
  });
});
