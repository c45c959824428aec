// Proves that every rule of .dependency-cruiser.cjs bites: a small tree with one planted violation a rule is cruised with
// the project's own configuration, and the project itself is clean.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Config {
  forbidden: { name: string }[];
  options: ICruiseOptions;
}

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Config;

/** One planted violation: in `file`, an import of `imports`. */
const planted: Record<string, { file: string; imports: string }> = {
  'no-unresolvable': { file: 'src/modules/lost/ui/lost.ts', imports: './nowhere.ts' },
  'no-circular': { file: 'src/ui/ring-a.ts', imports: './ring-b.ts' },
  'no-orphans': { file: 'src/ui/forgotten.ts', imports: '' },
  'schema-is-a-leaf': { file: 'schema/rules/leaning.ts', imports: '../../sync-server/app.ts' },
  'schema-has-no-platform': { file: 'schema/rules/reading.ts', imports: 'node:fs' },
  'schema-packages': { file: 'schema/rules/drawing.ts', imports: 'react' },
  'client-and-server-meet-in-schema': { file: 'src/replica/shortcut.ts', imports: '../../sync-server/app.ts' },
  'server-knows-no-client': { file: 'sync-server/peek.ts', imports: '../src/ui/button.ts' },
  'shipped-code-knows-no-tests': { file: 'sync-server/seeded.ts', imports: '../tests/support/builders.ts' },
  'browser-has-no-node': { file: 'src/ui/disk.ts', imports: 'node:path' },
  'modules-meet-in-public': { file: 'src/modules/focus/ui/nosy.ts', imports: '../../fitness/ui/card.ts' },
  'app-uses-public': { file: 'src/app/nosy.ts', imports: '../modules/fitness/ui/card.ts' },
  'modules-do-not-know-the-app': { file: 'src/modules/focus/upwards.ts', imports: '../../app/routes.ts' },
  'ui-kit-knows-no-module': { file: 'src/ui/knowing.ts', imports: '../modules/fitness/public.ts' },
  'components-hold-no-sql': { file: 'src/modules/focus/ui/query.ts', imports: 'kysely' },
  'replica-by-its-public-face': { file: 'src/modules/focus/inside.ts', imports: '../../replica/outbox/log.ts' },
  'replica-knows-no-module': { file: 'src/replica/outbox/outward.ts', imports: '../../modules/fitness/public.ts' },
  'pglite-stays-in-the-replica': { file: 'src/modules/focus/database.ts', imports: '@electric-sql/pglite' },
  'workers-by-main': { file: 'src/modules/fitness/direct.ts', imports: '../../workers/frames/work.ts' },
  'no-server-packages-in-the-browser': { file: 'src/ui/server.ts', imports: 'pg' },
};

/** What the planted files lead to, all of it innocent. */
const innocent: Record<string, string> = {
  'src/ui/ring-b.ts': "import './ring-a.ts';",
  'src/ui/button.ts': "import 'react';",
  'src/app/routes.ts': "import '../modules/fitness/public.ts';",
  'src/modules/fitness/public.ts': "import './ui/card.ts';",
  'src/modules/fitness/ui/card.ts': "import '../../../replica/public.ts';",
  'src/modules/focus/queries.ts': "import 'kysely';",
  'src/replica/public.ts': "import './outbox/log.ts';",
  'src/replica/outbox/log.ts': "import '@electric-sql/pglite';",
  'src/workers/frames/work.ts': "import '../../ui/button.ts';",
  'src/workers/frames/main.ts': "import './work.ts';",
  'sync-server/app.ts': "import 'pg';",
  'tests/support/builders.ts': "import '../../schema/rules/leaning.ts';",
  'tsconfig.json':
    '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true } }',
  ...Object.fromEntries(
    ['kysely', 'react', 'pg', '@electric-sql/pglite'].flatMap((name) => [
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

  test.each(Object.entries(planted))('%s is caught', (rule, { file }) => {
    expect(violations.filter((violation) => violation.from === file).map((violation) => violation.rule)).toContain(rule);
  });

  test('nothing innocent is accused', () => {
    const guilty = new Set([...Object.values(planted).map(({ file }) => file), 'src/ui/ring-b.ts']);
    expect(violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });
});
