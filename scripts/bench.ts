// `npm run bench -- [--json FILE] [--only NAME]`: measures the budgets and prints each figure beside its target.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.ts';
import { meetsTarget, type Figure, type FigureReport } from '#tests/bench/figure.ts';
import { benches } from '#tests/bench/index.ts';
import { within } from '#tests/bench/within.ts';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });

/** The longest group, server, takes several minutes. */
const GROUP_BOUND_MS = 20 * 60_000;

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

await buildIfStale();
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (options.only && !name.includes(options.only)) continue;
  for (const figure of await within(GROUP_BOUND_MS, `the bench ${name}`, bench())) {
    figures.push(figure);
    printRow(figure);
  }
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures.map(toReport), null, 2)}\n`);
