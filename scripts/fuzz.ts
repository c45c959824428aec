// `npm run fuzz -- --minutes N [--seed S]`: runs tests/fuzz repeatedly with new seeds until the time is up, each round against
// a real server on a real Postgres. Prints the tests and, for each failure, the command that repeats it; exits with 1 when
// there is a failure.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const MAX_SEED = 2 ** 31;
const MAX_TITLE = 160;

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});
type Report = z.infer<typeof report>;

interface Tried {
  rounds: number;
  failed: number;
}

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(options.minutes);
if (!(minutes > 0)) throw new Error('--minutes must be a number above zero');
let seed = options.seed === undefined ? Math.floor(Math.random() * MAX_SEED) : Number(options.seed);
if (!Number.isSafeInteger(seed)) throw new Error('--seed must be a whole number');

const folder = await mkdtemp(join(tmpdir(), 'cadence-fuzz-'));
const untilMs = Date.now() + minutes * 60_000;
const tried = new Map<string, Tried>();
const failures: string[] = [];
let rounds = 0;
do {
  rounds += 1;
  count(await runRound(seed), seed);
  process.stdout.write(`round ${rounds}, seed ${seed}: ${failures.length} failed so far\n`);
  seed = (seed + 1) % MAX_SEED;
} while (Date.now() < untilMs);
await rm(folder, { recursive: true, force: true });

process.stdout.write('\n| tried | rounds | failed |\n| --- | --- | --- |\n');
for (const [what, { rounds: times, failed }] of tried) process.stdout.write(`| ${what} | ${times} | ${failed} |\n`);
for (const failure of failures) process.stdout.write(`\n${failure}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function runRound(roundSeed: number): Promise<Report> {
  const outputFile = join(folder, `${roundSeed}.json`);
  const child = spawn(
    process.execPath,
    [VITEST, 'run', '--project', 'postgres', 'tests/fuzz', '--reporter=json', `--outputFile=${outputFile}`],
    { env: { ...process.env, FUZZ_SEED: String(roundSeed) }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await once(child, 'exit');
  return report.parse(JSON.parse(await readFile(outputFile, 'utf8')));
}

function count({ testResults }: Report, roundSeed: number): void {
  for (const { name, message, assertionResults } of testResults) {
    const file = basename(name);
    const again = `FUZZ_SEED=${roundSeed} npx vitest run --project postgres tests/fuzz/${file}`;
    // A file that failed to load or to set up has no test results.
    if (assertionResults.length === 0) failures.push(`${again}\n${message ?? 'no test ran'}`);
    for (const { title, status, failureMessages } of assertionResults) {
      // Some titles contain the whole request, of many kilobytes.
      const what = `${file.replace('.test.ts', '')}: ${title}`.replaceAll('|', '\\|').slice(0, MAX_TITLE);
      const { rounds: before, failed } = tried.get(what) ?? { rounds: 0, failed: 0 };
      tried.set(what, { rounds: before + 1, failed: failed + (status === 'failed' ? 1 : 0) });
      if (status === 'failed')
        failures.push(`${again} -t ${JSON.stringify(title.slice(0, MAX_TITLE))}\n${(failureMessages ?? []).join('\n')}`);
    }
  }
}
