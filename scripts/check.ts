// `npm run check`: everything that can be said about the code without a server or a browser, in under a minute.
// Each step runs even when an earlier one failed, so that one run tells everything.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Step {
  name: string;
  command: [program: string, ...args: string[]];
}

const FOLDERS = ['schema', 'src', 'sync-server', 'scripts', 'tests'];

/** Two at a time: as many as the smallest machine we care for has cores. */
const lanes: Step[][] = [
  [
    { name: 'types', command: ['tsc', '-p', '.'] },
    { name: 'format', command: ['oxfmt', '--check', '.'] },
    { name: 'lint', command: ['oxlint'] },
    { name: 'generated types', command: ['tsx', 'scripts/generate-database-types.ts', '--check'] },
  ],
  [
    { name: 'boundaries', command: ['depcruise', ...FOLDERS, '--config', '.dependency-cruiser.cjs'] },
    { name: 'unused', command: ['knip', '--no-progress'] },
    { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter', 'dot'] },
  ],
];

const root = fileURLToPath(new URL('..', import.meta.url));

function run({ command: [program, ...args] }: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0' },
      shell: process.platform === 'win32',
    });
    let output = '';
    const collect = (bytes: Buffer) => (output += bytes.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runLane(steps: Step[]): Promise<string[]> {
  const failed: string[] = [];
  for (const step of steps) {
    const started = performance.now();
    const { code, output } = await run(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)\n${code === 0 ? '' : output}`);
    if (code !== 0) failed.push(step.name);
  }
  return failed;
}

// `npm test` runs the unit tests with all the others.
if (process.argv.includes('--no-unit')) lanes[1]?.pop();

const failed = (await Promise.all(lanes.map(runLane))).flat();
if (failed.length > 0) {
  process.stdout.write(`\nfailed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}
