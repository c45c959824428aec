// `npm run mutate -- [--seeds N] [--only WORDS]…`: plants each bug of tests/simulation/mutants.ts in a copy of the code and runs
// seeds until one detects the bug, or the test that the bug names; one bug per core. Prints the detecting seed; fails when a bug is not detected.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mutants, runSeeds, type Mutant, type SeedResult } from '#tests/simulation/index.ts';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, only: { type: 'string', multiple: true, default: [''] } },
});

const COPIED = ['src', 'schema', 'sync-server', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

function copyProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of COPIED) cpSync(path, `${folder}/${path}`, { recursive: true });
  symlinkSync(resolve('node_modules'), `${folder}/node_modules`);
  symlinkSync(resolve('.cache'), `${folder}/.cache`);
}

/** Plants the bug. Returns a function that removes it. */
function plant(folder: string, { name, file, find, replace }: Mutant): () => void {
  const path = `${folder}/${file}`;
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`"${name}" does not match ${file} any more`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  return () => writeFileSync(path, text);
}

/** Whether a test of the file fails; a file that cannot be run at all proves nothing. */
const failsIn = (folder: string, file: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('npx', ['vitest', 'run', file], { cwd: folder }, (error, stdout, stderr) =>
      resolve(error !== null && (stdout + stderr).includes('AssertionError')),
    );
  });

/** Runs the seeds in order until one fails. */
async function firstCatch(folder: string): Promise<SeedResult | undefined> {
  const { failures } = await runSeeds({
    from: 1,
    count: Number(options.seeds),
    processes: 1,
    worker: `${folder}/tests/simulation/seed-worker.ts`,
    onResult: ({ failure }) => failure !== null,
  });
  return failures[0];
}

async function verdictOfSeeds(folder: string): Promise<string | undefined> {
  const found = await firstCatch(folder);
  return found && `${found.failure?.invariant ?? ''} | ${found.seed}`;
}

const verdictOfTest = async (folder: string, file: string): Promise<string | undefined> =>
  (await failsIn(folder, file)) ? `${file} |` : undefined;

if (!existsSync('tests/simulation/mutants.ts')) throw new Error('run this in the project folder');
const chosen = mutants.filter(({ name }) => options.only.some((words) => name.includes(words)));
const left = chosen.slice();
let escaped = 0;

async function catchInTurn(folder: string): Promise<void> {
  copyProject(folder);
  for (let mutant = left.shift(); mutant; mutant = left.shift()) {
    const takeOut = plant(folder, mutant);
    const verdict = mutant.test === undefined ? await verdictOfSeeds(folder) : await verdictOfTest(folder, mutant.test);
    takeOut();
    if (!verdict) escaped += 1;
    console.log(`| ${mutant.name} | ${verdict ?? `not caught | ${mutant.test === undefined ? `> ${options.seeds}` : ''}`} |`);
  }
  rmSync(folder, { recursive: true, force: true });
}

await Promise.all(Array.from({ length: availableParallelism() }, (_, core) => catchInTurn(resolve(`.cache/mutant-${core}`))));
console.log(`mutants=${chosen.length} caught=${chosen.length - escaped}`);
process.exit(escaped === 0 ? 0 : 1);
