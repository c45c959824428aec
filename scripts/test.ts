// `npm test`: everything. The checks, a production build, then all tests, including a browser and both kinds of Postgres.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { findBrowser } from '#tests/support/browser.ts';
import { findFirefox } from '#tests/support/firefox.ts';
import { findWebKit } from '#tests/support/webkit.ts';

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
const noFirefox = 'not installed, so its tests are skipped (Debian: apt-get install firefox-esr; elsewhere: set FIREFOX_PATH)';
console.log(`Firefox: ${findFirefox() ?? noFirefox}`);
const noWebKit = 'not installed, so its tests are skipped (Debian: apt-get install webkit2gtk-driver xvfb)';
console.log(`WebKit: ${findWebKit() ?? noWebKit}`);
mkdirSync('.cache', { recursive: true });

const checked = run('check', 'npx', ['tsx', 'scripts/check.ts', '--no-unit']);
const built = run('build', 'npx', ['tsx', 'scripts/build.ts']);
if (!built) process.exit(1);
run('tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT_FILE}`]);

const report = JSON.parse(readFileSync(REPORT_FILE, 'utf8')) as VitestReport;
console.log(`\n${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped`);
process.exit(checked && report.success ? 0 : 1);
