// Budget: with ten years of a person in the replica, every query of every screen answers in ≤ 50 ms (p95). PGlite in memory under
// Node, asked as the replica asks it. The queries are the modules' own; one that no screen here asks fails the bench, so that none
// goes unmeasured.
import type { PGlite } from '@electric-sql/pglite';
import { addDays } from '#schema/rules/day.ts';
import * as account from '#src/modules/account/queries.ts';
import * as capture from '#src/modules/capture/queries.ts';
import * as fitness from '#src/modules/fitness/queries.ts';
import * as focus from '#src/modules/focus/queries.ts';
import * as settings from '#src/modules/settings/queries.ts';
import * as studio from '#src/modules/studio/queries.ts';
import type { ReplicaQuery } from '#src/replica/api.ts';
import { PreparedDatabase } from '#src/replica/worker/prepared-database.ts';
import { replicaPglite } from '#tests/support/replica.ts';
import { median, quantile, type Figure } from './figure.ts';
import { fillTenYears, idOf, LAST_DAY, TEN_YEARS_ROWS } from './ten-years.ts';

const RUNS = 40;
const TARGET_MS = 50;
const modules = { account, capture, fitness, focus, settings, studio };

type Query = ReplicaQuery<unknown>;
/** `module.query` → the query as the screen asks it. */
type Screen = Record<string, Query>;

interface Ids {
  session: string;
  exercises: string[];
  track: string;
  analysis: string;
  manifest: string;
}

function screensOf({ session, exercises, track, analysis, manifest }: Ids): Record<string, Screen> {
  const [exercise = ''] = exercises;
  const monthAgo = addDays(LAST_DAY, -30);
  return {
    Today: {
      'focus.activeFocus': focus.activeFocus(),
      'focus.lastEndedFocus': focus.lastEndedFocus(),
      'focus.focusByDay': focus.focusByDay(LAST_DAY),
      'fitness.activeWorkout': fitness.activeWorkout(),
      'fitness.recentSessions': fitness.recentSessions(1),
      'capture.inboxItems': capture.inboxItems('', 3),
      'capture.inboxCount': capture.inboxCount(),
      'account.progress': account.progress(),
      'account.wallet': account.wallet(),
      'account.streaks': account.streaks(),
      'settings.changedSettings': settings.changedSettings(),
    },
    Focus: {
      'focus.focusHistory': focus.focusHistory(21),
      'focus.focusByDay': focus.focusByDay(addDays(LAST_DAY, -364)),
      'focus.focusByTag': focus.focusByTag(monthAgo),
      'focus.recentFocusTitles': focus.recentFocusTitles(),
      'focus.recentFocusTags': focus.recentFocusTags(),
      'focus.rewardsSince': focus.rewardsSince(new Date(`${LAST_DAY}T12:00:00Z`)),
      'focus.currentLevel': focus.currentLevel(),
    },
    Train: {
      'fitness.recentSessions': fitness.recentSessions(5),
      'fitness.volumeByDay': fitness.volumeByDay(addDays(LAST_DAY, -84)),
      'fitness.setsByMuscle': fitness.setsByMuscle(addDays(LAST_DAY, -7)),
    },
    'Training history': {
      'fitness.sessionsBetween': fitness.sessionsBetween(monthAgo, LAST_DAY),
      'fitness.trainedSpan': fitness.trainedSpan(),
    },
    'A workout': {
      'fitness.sessionById': fitness.sessionById(session),
      'fitness.setsOfSession': fitness.setsOfSession(session),
      'fitness.previousSets': fitness.previousSets(exercises.slice(0, 6), session),
      'fitness.recordsOfSession': fitness.recordsOfSession(session),
    },
    Exercises: {
      'fitness.exerciseNames': fitness.exerciseNames(),
      'fitness.exerciseUse': fitness.exerciseUse(),
      'fitness.importedKeys': fitness.importedKeys('strong'),
    },
    'An exercise': {
      'fitness.exerciseById': fitness.exerciseById(exercise),
      'fitness.setsOfExercise': fitness.setsOfExercise(exercise),
      'fitness.standingRecords': fitness.standingRecords(exercise),
    },
    Inbox: {
      'capture.inboxItems': capture.inboxItems(''),
      'capture.inboxItems, searched': capture.inboxItems('captured later 49'),
      'capture.inboxTags': capture.inboxTags(),
    },
    Search: {
      'capture.inboxItems': capture.inboxItems('captured 49', 5),
      'fitness.exerciseNames': fitness.exerciseNames(),
      'fitness.recentSessions': fitness.recentSessions(500),
      'studio.trackNames': studio.trackNames(),
    },
    Profile: { 'account.ledger': account.ledger(50), 'account.streaks': account.streaks() },
    Studio: {
      'studio.allTracks': studio.allTracks(),
      'studio.firstTrack': studio.firstTrack(),
      'studio.trackHashes': studio.trackHashes(),
    },
    'A track': {
      'studio.trackById': studio.trackById(track),
      'studio.analysisOfTrack': studio.analysisOfTrack(track),
      'studio.chunksOfManifest': studio.chunksOfManifest(manifest),
      'studio.foundSections': studio.foundSections(analysis),
      'studio.sectionsOfTrack': studio.sectionsOfTrack(track),
      'studio.notesOfTrack': studio.notesOfTrack(track),
    },
  };
}

export async function benchScreens(): Promise<Figure[]> {
  const pg = await replicaPglite();
  try {
    await fillTenYears(pg);
    const screens = screensOf(await someIds(pg));
    expectAllAsked(screens);
    const database = new PreparedDatabase(pg);
    const scan = await timesMs(() => database.query('select count(*) from exercise_sets'));
    const peer = `count(*) of 60,000 sets: ${median(scan).toFixed(1)} ms`;
    const figures: Figure[] = [];
    for (const [screen, queries] of Object.entries(screens)) figures.push(await slowestOf(database, screen, queries, peer));
    return figures;
  } finally {
    await pg.close();
  }
}

/** Of all queries of a screen the one with the highest p95. */
async function slowestOf(database: PreparedDatabase, screen: string, queries: Screen, peer: string): Promise<Figure> {
  const measured: { name: string; p95: number; p50: number }[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const { sql, parameters } = query.compile();
    const times = await timesMs(() => database.query(sql, [...parameters]));
    measured.push({ name, p95: quantile(times, 0.95), p50: median(times) });
  }
  const slowest = measured.reduce((worst, one) => (one.p95 > worst.p95 ? one : worst));
  return {
    name: `${TEN_YEARS_ROWS} rows, ${screen}: slowest query, p95`,
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

async function someIds(pg: PGlite): Promise<Ids> {
  const { rows } = await pg.query<Omit<Ids, 'exercises'>>(
    `select ${idOf('workout_sessions', 1_990)} as session, ${idOf('reference_tracks', 250)} as track,
            ${idOf('track_analyses', 250)} as analysis, ${idOf('manifest', 250)} as manifest`,
  );
  const used = await pg.query<{ id: string }>(
    'select exercise_id as id from exercise_sets group by exercise_id order by count(*) desc, exercise_id limit 6',
  );
  const [ids] = rows;
  if (!ids) throw new Error('the replica gave no ids');
  return { ...ids, exercises: used.rows.map(({ id }) => id) };
}

function expectAllAsked(screens: Record<string, Screen>): void {
  const asked = new Set(Object.values(screens).flatMap((screen) => Object.keys(screen).map((name) => name.split(',')[0])));
  const queries = Object.entries(modules).flatMap(([module, exported]) =>
    Object.keys(exported).map((name) => `${module}.${name}`),
  );
  const missing = queries.filter((name) => !asked.has(name));
  if (missing.length > 0) throw new Error(`no screen of the bench asks ${missing.join(', ')}`);
}
