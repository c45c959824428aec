// The test projects. `unit` needs only Node (pure code and PGlite). `postgres` shares one real cluster per run, started by
// tests/support/global-setup.ts; it includes files that end in .postgres.test.ts and the tests in sync-server/ and tests/.
// `browser` drives Chromium, two files at a time, which use both cores. `simulation` runs alone. The files of `unit` and
// `postgres` share their worker's modules: loading these again for each file took a quarter of the time. So no test there may
// leave a changed global or a fake clock behind.
import { existsSync, statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const globalSetup = existsSync(new URL('tests/support/global-setup.ts', import.meta.url))
  ? ['./tests/support/global-setup.ts']
  : [];

/** The browsers' profiles and the servers' files: in memory where there is room, because waiting for a disk proves nothing here. */
const MEMORY = '/dev/shm';
const hasMemory = existsSync(MEMORY) && roomIn(MEMORY) > 4 * 2 ** 30;

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

const pure = ['tests/boundaries.test.ts', 'sync-server/**/*.pglite.test.ts', 'tests/**/*.pglite.test.ts'];
const needsPostgres = ['**/*.postgres.test.ts'];
const needsBrowser = ['tests/e2e/**', 'tests/chaos/**'];
const simulation = ['tests/simulation/simulation.test.ts'];
const never = ['**/node_modules/**', 'dist/**', '.cache/**', '.data/**'];

export default defineConfig({
  test: {
    // On two cores, more workers would distort tests that measure time.
    maxWorkers: 2,
    // Prints the source of console output, so that a warning of a passing test can be traced.
    printConsoleTrace: true,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          isolate: false,
          setupFiles: ['tests/support/real-clock.ts'],
          // Node takes its modules for CommonJS, because its package does not say what they are.
          server: { deps: { inline: ['@zxing/library'] } },
          include: ['{schema,src,scripts}/**/*.test.{ts,tsx}', ...pure],
          exclude: [...never, ...needsPostgres],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          environment: 'node',
          isolate: false,
          setupFiles: ['tests/support/real-clock.ts'],
          globalSetup,
          include: [...needsPostgres, '{sync-server,tests}/**/*.test.ts'],
          exclude: [...never, ...needsBrowser, ...pure, ...simulation],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          globalSetup,
          include: ['tests/{e2e,chaos}/**/*.test.ts'],
          exclude: never,
          env: hasMemory ? { TMPDIR: MEMORY } : {},
          testTimeout: 300_000,
          hookTimeout: 180_000,
          // A page that shares two cores with another answers later than the default of a second.
          expect: { poll: { timeout: 30_000 } },
          // CI repeats a failed browser test once, because a shared machine may stall the browser. The report marks a repeated test.
          retry: Number(process.env['TEST_RETRIES'] ?? 0),
        },
      },
      {
        test: {
          name: 'simulation',
          environment: 'node',
          include: simulation,
          exclude: never,
          // Runs after the others: its seeds use every core, and in parallel with browsers they took twice as long.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
