// `npm run mutate -- [--seeds N] [--only WORDS]…`: plants each bug of tests/simulation/mutants.ts in a copy of the code and runs
// seeds until one detects the bug, one bug per core. Prints the detecting seed; fails when a bug is not detected.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mutants, runSeeds, type Mutant, type SeedResult } from '#tests/simulation/index.ts';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, only: { type: 'string', multiple: true, default: [''] } },
});

const COPIED = [
  'src/replica',
  'src/clock',
  'src/subscribers.ts',
  'src/next-turn.ts',
  'schema',
  'sync-server',
  'tests',
  'package.json',
  'tsconfig.json',
];

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

if (!existsSync('tests/simulation/mutants.ts')) throw new Error('run this in the project folder');
const chosen = mutants.filter(({ name }) => options.only.some((words) => name.includes(words)));
const left = chosen.slice();
let escaped = 0;

async function catchInTurn(folder: string): Promise<void> {
  copyProject(folder);
  for (let mutant = left.shift(); mutant; mutant = left.shift()) {
    const takeOut = plant(folder, mutant);
    const found = await firstCatch(folder);
    takeOut();
    if (!found) escaped += 1;
    const verdict = found ? `${found.failure?.invariant ?? ''} | ${found.seed}` : `not caught | > ${options.seeds}`;
    console.log(`| ${mutant.name} | ${verdict} |`);
  }
  rmSync(folder, { recursive: true, force: true });
}

await Promise.all(Array.from({ length: availableParallelism() }, (_, core) => catchInTurn(resolve(`.cache/mutant-${core}`))));
console.log(`mutants=${chosen.length} caught=${chosen.length - escaped}`);
process.exit(escaped === 0 ? 0 : 1);
