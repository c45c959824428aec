// Budget: with ten years of a person in the replica, every query of every screen answers in ≤ 50 ms (p95). PGlite runs in
// memory under Node and is queried as the replica queries it. The queries are the modules' own; the bench fails if a module has
// a query without a sample, so every query is measured.
import type { PGlite } from '@electric-sql/pglite';
import { addDays } from '#schema/day.ts';
import { entriesIn, lanesOf, shownDays, windowOf, type View } from '#src/modules/planning/model.ts';
import { eventsBetween, type EventRow } from '#src/modules/planning/queries.ts';
import type { SampleData } from '#src/modules/samples.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { fillDemoYear } from './demo-year.ts';
import { median, quantile, type Figure } from './figure.ts';
import { readScreens, type Screen } from './module-screens.ts';
import { step } from './progress.ts';
import { fillTenYears } from './ten-years.ts';
import { LAST_DAY, TEN_YEARS_ROWS } from './ten-years-rows.ts';

const RUNS = 40;
const TARGET_MS = 50;
/** For a table without rows. */
const NO_ROW = '00000000-0000-0000-0000-000000000000';

export async function benchScreens(): Promise<Figure[]> {
  const pg = await replicaPglite();
  try {
    step('writing ten years');
    await fillTenYears(pg);
    const screens = await readScreens(sampleData(pg));
    const database = new PreparedDatabase(pg);
    const scan = await timesMs(() => database.query('select count(*) from exercise_sets'));
    const peer = `count(*) of 60,000 sets: ${median(scan).toFixed(1)} ms`;
    const figures: Figure[] = [];
    const years = `${TEN_YEARS_ROWS} rows`;
    for (const [screen, queries] of Object.entries(screens)) {
      step(screen);
      figures.push(await slowestOf(database, `${years}, ${screen}`, queries, peer, screen === 'Files' ? null : TARGET_MS));
    }
    for (const view of ['month', 'agenda'] as const) {
      step(`the calendar's ${view}`);
      figures.push(await calendarView(database, years, view));
    }
    return [...figures, await benchDemoYear()];
  } finally {
    await pg.close();
  }
}

/** What a view of the calendar takes among 20,000 events before React draws it: its query, the occurrences of series, their places. */
async function calendarView(database: PreparedDatabase, years: string, view: View): Promise<Figure> {
  const { first, days } = shownDays(view, LAST_DAY, 1);
  const { from, to } = windowOf(first, addDays(first, days - 1), 'Europe/Berlin');
  const { sql, parameters } = eventsBetween(from, to).compile();
  let shown = 0;
  const times = await timesMs(async () => {
    const { rows } = await database.query(sql, [...parameters]);
    const entries = entriesIn(rows as unknown as EventRow[], from, to, 'Europe/Berlin');
    for (let week = 0; week < days; week += 7) lanesOf(entries, addDays(first, week), Math.min(7, days - week));
    shown = entries.length;
  });
  return {
    name: `${years}, the calendar's ${view}: query, occurrences, places, p95`,
    value: quantile(times, 0.95),
    unit: 'ms',
    target: TARGET_MS,
    better: 'less',
    peer: `${shown} events, median ${median(times).toFixed(1)} ms`,
  };
}

/** A year created by the app's own commands: unlike the ten years, its rows are consistent with each other. */
async function benchDemoYear(): Promise<Figure> {
  const pg = await replicaPglite();
  try {
    const database = new PreparedDatabase(pg);
    step('applying the demo year');
    const commands = await fillDemoYear(database);
    step('every screen on the demo year');
    const screens = await readScreens(sampleData(pg));
    const all = Object.fromEntries(
      Object.entries(screens).flatMap(([screen, queries]) =>
        Object.entries(queries).map(([name, query]) => [`${screen}: ${name}`, query] as const),
      ),
    );
    return await slowestOf(database, `the demo year, ${commands} commands, every screen`, all, 'all queries of all screens');
  } finally {
    await pg.close();
  }
}

/** The query with the highest p95. */
async function slowestOf(
  database: PreparedDatabase,
  what: string,
  queries: Screen,
  peer: string,
  target: number | null = TARGET_MS,
): Promise<Figure> {
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
    target,
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

const sampleData = (pg: PGlite): SampleData => ({
  lastDay: LAST_DAY,
  async oneOf(table) {
    const { rows } = await pg.query<{ id: string }>(`select id from ${table} order by id limit 1`);
    return rows[0]?.id ?? NO_ROW;
  },
  async mostUsed(table, column, count) {
    const counted = `select ${column}::text as value from ${table} group by ${column} order by count(*) desc, ${column} limit ${count}`;
    const { rows } = await pg.query<{ value: string }>(counted);
    return rows.map(({ value }) => value);
  },
});
