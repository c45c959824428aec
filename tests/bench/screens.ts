// Budget: with ten years of a person in the replica, every query of every screen answers in ≤ 50 ms (p95). PGlite runs in
// memory under Node and is queried as the replica queries it. The queries are the modules' own; the bench fails if a module has
// a query without a sample, so every query is measured.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { SampleData, Samples } from '#src/modules/samples.ts';
import type { ReplicaQuery } from '#src/replica/api.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { fillDemoYear } from './demo-year.ts';
import { median, quantile, type Figure } from './figure.ts';
import { fillTenYears, LAST_DAY, TEN_YEARS_ROWS } from './ten-years.ts';

const RUNS = 40;
const TARGET_MS = 50;
const MODULES = new URL('../../src/modules/', import.meta.url);

type Query = ReplicaQuery<unknown>;
/** `module.query` → the query as the screen runs it. */
type Screen = Record<string, Query>;

export async function benchScreens(): Promise<Figure[]> {
  const pg = await replicaPglite();
  try {
    await fillTenYears(pg);
    const screens = await readScreens(sampleData(pg));
    const database = new PreparedDatabase(pg);
    const scan = await timesMs(() => database.query('select count(*) from exercise_sets'));
    const peer = `count(*) of 60,000 sets: ${median(scan).toFixed(1)} ms`;
    const figures: Figure[] = [];
    const years = `${TEN_YEARS_ROWS} rows`;
    for (const [screen, queries] of Object.entries(screens))
      figures.push(await slowestOf(database, `${years}, ${screen}`, queries, peer));
    return [...figures, await benchDemoYear()];
  } finally {
    await pg.close();
  }
}

/** A year created by the app's own commands: unlike the ten years, its rows are consistent with each other. */
async function benchDemoYear(): Promise<Figure> {
  const pg = await replicaPglite();
  try {
    const commands = await fillDemoYear(pg);
    const screens = await readScreens(sampleData(pg));
    const all = Object.fromEntries(
      Object.entries(screens).flatMap(([screen, queries]) =>
        Object.entries(queries).map(([name, query]) => [`${screen}: ${name}`, query] as const),
      ),
    );
    return await slowestOf(
      new PreparedDatabase(pg),
      `the demo year, ${commands} commands, every screen`,
      all,
      'all queries of all screens',
    );
  } finally {
    await pg.close();
  }
}

/** The query with the highest p95. */
async function slowestOf(database: PreparedDatabase, what: string, queries: Screen, peer: string): Promise<Figure> {
  const measured: { name: string; p95: number; p50: number }[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const { sql, parameters } = query.compile();
    const times = await timesMs(() => database.query(sql, [...parameters]));
    measured.push({ name, p95: quantile(times, 0.95), p50: median(times) });
  }
  const slowest = measured.reduce((worst, one) => (one.p95 > worst.p95 ? one : worst));
  return {
    name: `${what}: slowest query, p95`,
    value: slowest.p95,
    unit: 'ms',
    target: TARGET_MS,
    better: 'less',
    peer: `${slowest.name}, median ${slowest.p50.toFixed(1)} ms; ${peer}`,
  };
}

async function timesMs(ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  await ask();
  for (let run = 0; run < RUNS; run += 1) {
    const startedMs = performance.now();
    await ask();
    times.push(performance.now() - startedMs);
  }
  return times;
}

/** The samples of all modules, grouped by screen. */
async function readScreens(data: SampleData): Promise<Record<string, Screen>> {
  const screens: Record<string, Screen> = {};
  for (const module of await readdir(MODULES)) {
    if (!existsSync(new URL(`${module}/queries.ts`, MODULES))) continue;
    const queries = (await import(`#src/modules/${module}/queries.ts`)) as Record<string, unknown>;
    const { samples } = (await import(`#src/modules/${module}/samples.ts`)) as { samples: Samples };
    const asked = new Set<string>();
    for (const [screen, named] of Object.entries(await samples(data))) {
      for (const [name, query] of Object.entries(named)) {
        (screens[screen] ??= {})[`${module}.${name}`] = query;
        asked.add(name.replace(/,.*/, ''));
      }
    }
    const missing = Object.keys(queries).filter((name) => !asked.has(name));
    if (missing.length > 0) throw new Error(`src/modules/${module}/samples.ts has no sample of ${missing.join(', ')}`);
  }
  return screens;
}

const sampleData = (pg: PGlite): SampleData => ({
  lastDay: LAST_DAY,
  async oneOf(table) {
    const { rows } = await pg.query<{ id: string }>(`select id from ${table} order by id limit 1`);
    return rows[0]?.id ?? '';
  },
  async mostUsed(table, column, count) {
    const counted = `select ${column}::text as value from ${table} group by ${column} order by count(*) desc, ${column} limit ${count}`;
    const { rows } = await pg.query<{ value: string }>(counted);
    return rows.map(({ value }) => value);
  },
});
