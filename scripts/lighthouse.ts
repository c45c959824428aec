// `npm run lighthouse [-- --only PATH] [--runs N]`: Lighthouse's scores of the five places, on a phone's screen and speed, of the demo person
// signed in on a device where the app is installed. Prints the medians and what lost points; exits 1 when a median is below the target.
// Total blocking time is of elapsed time: on a machine with few cores, a task of the page also waits there for the replica's worker, for the
// compiler and for Lighthouse. So the script also prints what the score would be if a task were as long as its CPU time in the same trace.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { mainThreadTasks, type TraceEvent } from '#tests/bench/trace.ts';
import { freePort } from '#tests/support/app-server.ts';
import { buildIfStale } from './build.ts';
import { withDemoDevice } from './demo/demo-device.ts';

/** The last version for Node 20. With its dependencies it takes 186 MB, so only this script installs it. */
const VERSION = '12.8.2';
const TARGET = 95;
const AUDIT_WITHIN_MS = 180_000;
/** The app was used before, so the browser has stored its compiled code (decision 0053). */
const EARLIER_STARTS = 3;
const OPEN_MS = 13_000;

const PLACES = { Today: '/', Focus: '/focus', Train: '/train', Tracks: '/studio', Library: '/library' } as const;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
type Category = (typeof CATEGORIES)[number];

interface Audit {
  title: string;
  score: number | null;
  displayValue?: string;
}

interface Report {
  runtimeError?: { message: string };
  categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
  configSettings: { throttling: { cpuSlowdownMultiplier: number } };
}

interface Load {
  report: Report;
  /** Of the main thread's tasks after the first paint, in ms of CPU time at Lighthouse's slowdown. */
  cpuBlockingMs: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache/lighthouse', VERSION);
const program = join(folder, 'node_modules/lighthouse/cli/index.js');

async function install(): Promise<void> {
  if (existsSync(program)) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { lighthouse: VERSION } }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}

/** One load of the page in a new tab of the browser at `port`, whose storage stays as it is. */
async function audited(url: string, port: number, file: string): Promise<Load> {
  const options = [
    `--port=${port}`,
    '--disable-storage-reset',
    `--only-categories=${CATEGORIES.join(',')}`,
    '--output=json',
    `--output-path=${file}`,
    '--save-assets',
    '--quiet',
  ];
  await promisify(execFile)(process.execPath, [program, url, ...options], { timeout: AUDIT_WITHIN_MS });
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`);
  const { traceEvents } = JSON.parse(await readFile(file.replace(/\.json$/, '-0.trace.json'), 'utf8')) as {
    traceEvents: TraceEvent[];
  };
  return { report, cpuBlockingMs: cpuBlockingOf(traceEvents, report.configSettings.throttling.cpuSlowdownMultiplier) };
}

/** https://web.dev/articles/tbt with CPU time: what each task after the first paint takes beyond 50 ms. */
function cpuBlockingOf(events: readonly TraceEvent[], slowdown: number): number {
  const paintedMs = Math.max(...events.filter(({ name }) => name === 'firstContentfulPaint').map(({ ts }) => ts)) / 1000;
  return mainThreadTasks(events)
    .filter(({ startMs, elapsedMs }) => startMs + elapsedMs > paintedMs)
    .reduce((sum, { cpuMs }) => sum + Math.max(0, cpuMs * slowdown - 50), 0);
}

/** Lighthouse's curve for a phone: https://github.com/GoogleChrome/lighthouse/blob/v12.8.2/core/audits/metrics/total-blocking-time.js */
const BLOCKING_CURVE = { p10: 200, median: 600 };

async function cpuScoreOf({ report, cpuBlockingMs }: Load): Promise<number> {
  const { getLogNormalScore } = (await import(join(folder, 'node_modules/lighthouse/shared/statistics.js'))) as {
    getLogNormalScore(curve: typeof BLOCKING_CURVE, value: number): number;
  };
  const parts = report.categories.performance.auditRefs.filter(({ weight }) => weight > 0);
  const scores = parts.map(({ id, weight }) =>
    id === 'total-blocking-time'
      ? weight * getLogNormalScore(BLOCKING_CURVE, cpuBlockingMs)
      : weight * (report.audits[id]?.score ?? 0),
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return Math.round((100 * sum(scores)) / sum(parts.map(({ weight }) => weight)));
}

const scoreOf = (report: Report, category: Category): number => Math.round((report.categories[category].score ?? 0) * 100);

const median = (scores: readonly number[]): number => scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)] ?? 0;

/** The audits that cost points, in words. */
const lossesOf = ({ audits, categories }: Report): string[] =>
  CATEGORIES.flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ''}`.trim()),
  );

const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } } });
await install();
await buildIfStale();
let isBelow = false;
const debuggingPort = await freePort();
await withDemoDevice(
  async (device) => {
    await device.installed();
    for (let start = 1; start <= EARLIER_STARTS; start++) {
      await device.visit('/');
      await device.page.waitForTimeout(OPEN_MS);
    }
    // Each audit opens its own tab, which must be the one that holds the replica.
    await device.page.goto('about:blank');
    const columns = [...CATEGORIES, 'performance by CPU time', 'blocking, CPU time'];
    console.log(`| place | ${columns.join(' | ')} |\n| --- |${' ---: |'.repeat(columns.length)}`);
    for (const [place, path] of Object.entries(PLACES).filter(([, at]) => values.only === undefined || at === values.only)) {
      const loads: Load[] = [];
      for (let run = 1; run <= Number(values.runs); run++)
        loads.push(await audited(`${device.url}${path}`, debuggingPort, join(folder, `${place.toLowerCase()}-${run}.json`)));
      const reports = loads.map(({ report }) => report);
      const byCpu = median(await Promise.all(loads.map(cpuScoreOf)));
      const cpuMs = median(loads.map(({ cpuBlockingMs }) => cpuBlockingMs));
      const scores = CATEGORIES.map((category) => median(reports.map((report) => scoreOf(report, category))));
      isBelow ||= scores.some((score) => score < TARGET);
      console.log(`| ${place} | ${[...scores, byCpu, `${cpuMs.toFixed(0)} ms`].join(' | ')} |`);
      for (const loss of new Set(reports.flatMap(lossesOf))) console.error(`${place}: ${loss}`);
    }
  },
  { debuggingPort },
);
process.exitCode = isBelow ? 1 : 0;
