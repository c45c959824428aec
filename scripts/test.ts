// `npm test`: everything. Checks, a production build, then every test, a browser and both kinds of Postgres included.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { findBrowser } from '#tests/support/browser.ts';

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
}

const REPORT_FILE = '.cache/test-report.json';

function run(title: string, command: string, args: string[]): boolean {
  const startedMs = performance.now();
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(`— ${title}: ${status === 0 ? 'ok' : 'failed'} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  return status === 0;
}

console.log(`browser: ${findBrowser()}`);
mkdirSync('.cache', { recursive: true });

const checked = run('check', 'npx', ['tsx', 'scripts/check.ts', '--no-unit']);
const built = run('build', 'npx', ['tsx', 'scripts/build.ts']);
if (!built) process.exit(1);
run('tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT_FILE}`]);

const report = JSON.parse(readFileSync(REPORT_FILE, 'utf8')) as VitestReport;
console.log(`\n${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped`);
process.exit(checked && report.success ? 0 : 1);
