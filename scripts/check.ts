// `npm run check`: all checks that need neither a server nor a browser, in under a minute. A failed step does not stop the
// later ones, so one run reports everything.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Step {
  name: string;
  command: [program: string, ...args: string[]];
}

const FOLDERS = ['schema', 'src', 'sync-server', 'scripts', 'tests'];

/** By its path: version 6, whose parser dependency-cruiser needs, has a program of the same name and takes twenty times as long. */
const TSC = ['node', 'node_modules/typescript-7/bin/tsc'] as const;

/** Two lanes, because the smallest supported machine has two cores. */
const lanes: Step[][] = [
  [
    { name: 'types', command: [...TSC, '-p', '.'] },
    { name: 'types of the schema without a platform', command: [...TSC, '-p', 'tsconfig.schema.json'] },
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

/**
 * The environment with the project's own tools first in PATH. On Windows the variable is `Path`, and a second `PATH` would hide
 * it.
 */
function environment(): NodeJS.ProcessEnv {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [join(root, 'node_modules', '.bin'), process.env[name] ?? ''];
  return { ...process.env, [name]: folders.join(delimiter), FORCE_COLOR: '0' };
}

function run({ command: [program, ...args] }: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment(),
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
