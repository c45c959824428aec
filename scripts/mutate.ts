// `npm run mutate -- [--seeds N] [--only WORDS]`: plants each bug of tests/simulation/mutants.ts in a copy of the code and runs seeds
// until one catches it. Prints after how many seeds (two run at a time, so give or take one); fails when one gets away.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mutants, runSeeds, type Mutant } from '#tests/simulation/index.ts';

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, only: { type: 'string', default: '' } },
});

const COPIED = ['src/replica', 'schema', 'sync-server', 'tests', 'package.json', 'tsconfig.json'];
const FOLDER = resolve('.cache/mutant');

function copyProject(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const path of COPIED) cpSync(path, `${FOLDER}/${path}`, { recursive: true });
  symlinkSync(resolve('node_modules'), `${FOLDER}/node_modules`);
  symlinkSync(resolve('.cache'), `${FOLDER}/.cache`);
}

/** Gives the way to take the bug out again. */
function plant({ name, file, find, replace }: Mutant): () => void {
  const path = `${FOLDER}/${file}`;
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`"${name}" does not fit ${file} any more`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  return () => writeFileSync(path, text);
}

interface Catch {
  seed: number;
  invariant: string;
}

async function firstCatch(): Promise<Catch | undefined> {
  const catches: Catch[] = [];
  await runSeeds({
    from: 1,
    count: Number(options.seeds),
    processes: availableParallelism(),
    worker: `${FOLDER}/tests/simulation/seed-worker.ts`,
    onResult: ({ seed, failure }) => {
      if (failure) catches.push({ seed, invariant: failure.invariant });
      return failure !== null;
    },
  });
  return catches.toSorted((a, b) => a.seed - b.seed)[0];
}

if (!existsSync('tests/simulation/mutants.ts')) throw new Error('run this in the project’s folder');
copyProject();
let escaped = 0;
const chosen = mutants.filter(({ name }) => name.includes(options.only));
for (const mutant of chosen) {
  const takeOut = plant(mutant);
  const found = await firstCatch();
  takeOut();
  if (!found) escaped += 1;
  const verdict = found ? `${found.invariant} at seed ${found.seed}` : `NOT CAUGHT in ${options.seeds} seeds`;
  console.log(`| ${mutant.name} | ${verdict} |`);
}
rmSync(FOLDER, { recursive: true, force: true });
console.log(`mutants=${chosen.length} caught=${chosen.length - escaped}`);
process.exit(escaped === 0 ? 0 : 1);
