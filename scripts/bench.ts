// `npm run bench -- [--json FILE] [--only NAME]`: measures the budgets and prints each figure beside its target. Each group runs
// in its own process until its limit; a group that fails does not stop the following ones, but the exit code is then 1.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.ts';
import { meetsTarget, type Figure, type FigureReport } from '#tests/bench/figure.ts';
import { groups } from '#tests/bench/index.ts';
import { runGroup } from '#tests/bench/run-group.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });

const round = (value: number) => Number(value.toPrecision(4));

function toReport(figure: Figure): FigureReport {
  const { better: _direction, ...rest } = figure;
  return { ...rest, value: round(figure.value), ok: meetsTarget(figure) };
}

function printRow(figure: Figure): void {
  const bound = figure.target === null ? '' : `${figure.better === 'less' ? '≤' : '≥'} ${figure.target}`;
  const verdict = figure.target === null ? '' : meetsTarget(figure) ? 'ok' : 'MISSED';
  const cells = [
    figure.name.padEnd(58),
    `${round(figure.value)} ${figure.unit}`.padStart(18),
    bound.padStart(10),
    verdict.padEnd(7),
  ];
  console.log([...cells, figure.peer ?? ''].join('  ').trimEnd());
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort());

const chosen = Object.entries(groups).filter(([name]) => !options.only || name.includes(options.only));
if (chosen.length === 0) {
  console.error(`No group is named like ${options.only}. The groups are ${Object.keys(groups).join(', ')}.`);
  process.exit(1);
}
await buildIfStale();
const figures: Figure[] = [];
const failures: string[] = [];
for (const [name, { limitS }] of chosen) {
  if (interruption.signal.aborted) break;
  const outcome = await runGroup({
    name,
    limitS,
    program: ['--import', 'tsx', 'tests/bench/group.ts', name],
    onStep: (what, seconds) => console.error(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${what}`),
    signal: interruption.signal,
  });
  if (outcome.kind === 'failed') {
    failures.push(name);
    console.error(outcome.reason);
    continue;
  }
  figures.push(...outcome.figures);
  outcome.figures.forEach(printRow);
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures.map(toReport), null, 2)}\n`);
if (failures.length > 0) {
  console.error(`Without figures: ${failures.join(', ')}.`);
  process.exitCode = 1;
}
