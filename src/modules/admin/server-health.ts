// Judges the figures of a server: each with its unit, words, and whether an administrator should look at it. Pure functions.
import type { ServerAnswer } from '#schema/protocol/admin.ts';
import { formatBytes } from '#src/format/bytes.ts';
import { formatDecimal, formatNumber, plural } from '#src/format/numbers.ts';
import { strings } from './strings.ts';

const words = strings.server;

export interface HealthRow {
  name: string;
  figure: string;
  text: string;
  /** Null for a figure that is neither good nor bad. */
  isGood: boolean | null;
}

export interface HealthGroup {
  title: string;
  rows: HealthRow[];
}

const LONG_LAG_S = 10;
/** Due entries run at their exact time. */
const LATE_DUE_S = 120;
/** Jobs are looked for every five minutes. */
const LATE_JOB_S = 900;
const LONG_PAUSE_MS = 200;
const LITTLE_SPACE = 2e9;

/** "12 s", "5 min", "3 h", "4 days". */
export function formatSpan(seconds: number): string {
  if (seconds < 90) return `${formatNumber(seconds)} s`;
  if (seconds < 90 * 60) return `${formatNumber(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${formatNumber(seconds / 3600)} h`;
  return plural(Math.floor(seconds / 86_400), 'day', 'days');
}

/** "3.2 ms", "1.5 s". */
export const formatMs = (ms: number): string =>
  ms < 1000 ? `${ms < 100 ? formatDecimal(ms) : formatNumber(ms)} ms` : `${formatDecimal(ms / 1000)} s`;

export const toLookAt = (groups: readonly HealthGroup[]): number =>
  groups.flatMap(({ rows }) => rows).filter(({ isGood }) => isGood === false).length;

export const healthGroups = (answer: ServerAnswer, formatMoment: (at: Date) => string): HealthGroup[] => [
  { title: words.feed, rows: feedRows(answer.feed) },
  { title: words.queue, rows: queueRows(answer.queue) },
  { title: words.storage, rows: storageRows(answer.storage) },
  { title: words.process, rows: processRows(answer, formatMoment) },
];

function feedRows({ state, lagS, waiting }: ServerAnswer['feed']): HealthRow[] {
  const isQuick = lagS < LONG_LAG_S;
  const delivery = {
    ok: [words.feedOk, words.feedOkText],
    slow: [words.feedSlow, words.feedSlowText],
    down: [words.feedDown, words.feedDownText],
  } as const;
  const [figure, text] = delivery[state];
  return [
    { name: words.feedState, figure, text, isGood: state === 'ok' },
    { name: words.lag, figure: formatSpan(lagS), text: isQuick ? words.lagText : words.lagLook, isGood: isQuick },
    { name: words.waiting, figure: formatNumber(waiting), text: words.waitingText, isGood: null },
  ];
}

function queueRows({ jobs, due }: ServerAnswer['queue']): HealthRow[] {
  const isLate = due.oldestS > LATE_DUE_S;
  const rows: HealthRow[] = [
    {
      name: words.due,
      figure: formatNumber(due.waiting),
      text: isLate ? words.dueLate(formatSpan(due.oldestS)) : words.dueNone,
      isGood: !isLate,
    },
    {
      name: words.failing,
      figure: formatNumber(due.failing),
      text: due.failing > 0 ? words.failingText : words.failingNone,
      isGood: due.failing === 0,
    },
  ];
  if (jobs === null) return [...rows, { name: words.jobs, figure: '–', text: words.jobsNone, isGood: null }];
  const isJobLate = jobs.oldestS > LATE_JOB_S;
  return [
    ...rows,
    {
      name: words.jobs,
      figure: formatNumber(jobs.waiting),
      text: isJobLate ? words.jobsLate(formatSpan(jobs.oldestS)) : words.jobsText(jobs.active),
      isGood: !isJobLate,
    },
    {
      name: words.failed,
      figure: formatNumber(jobs.failed),
      text: jobs.failed > 0 ? words.failedText : words.failedNone,
      isGood: jobs.failed === 0,
    },
  ];
}

function storageRows({ databaseBytes, files, fileBytes, freeBytes, reserveBytes }: ServerAnswer['storage']): HealthRow[] {
  return [
    { name: words.database, figure: formatBytes(databaseBytes), text: words.databaseText, isGood: null },
    {
      name: words.files,
      figure: formatBytes(fileBytes),
      text: words.filesText(plural(files, 'file', 'files')),
      isGood: null,
    },
    freeRow(freeBytes, reserveBytes),
  ];
}

function freeRow(freeBytes: number | null, reserveBytes: number): HealthRow {
  const name = words.free;
  if (freeBytes === null) return { name, figure: words.bucket, text: words.bucketText, isGood: null };
  const figure = formatBytes(freeBytes);
  if (freeBytes < reserveBytes) return { name, figure, text: words.freeStopped, isGood: false };
  const isLittle = freeBytes < Math.max(2 * reserveBytes, LITTLE_SPACE);
  return { name, figure, text: isLittle ? words.freeLook : words.freeText, isGood: !isLittle };
}

function processRows({ process, migrations, version }: ServerAnswer, formatMoment: (at: Date) => string): HealthRow[] {
  const { memoryBytes, loopDelayMs, connections, maxConnections, poolsWaiting } = process;
  const isQuick = loopDelayMs < LONG_PAUSE_MS;
  const { applied, last, lastAt } = migrations;
  return [
    { name: words.loop, figure: formatMs(loopDelayMs), text: isQuick ? words.loopText : words.loopLook, isGood: isQuick },
    {
      name: words.connections,
      figure: words.of(formatNumber(connections), formatNumber(maxConnections)),
      text: words.connectionsText(poolsWaiting),
      isGood: poolsWaiting === 0,
    },
    { name: words.memory, figure: formatBytes(memoryBytes), text: words.memoryText, isGood: null },
    {
      name: words.migrations,
      figure: formatNumber(applied),
      text: last === null || lastAt === null ? '' : words.migrationsText(last, formatMoment(new Date(lastAt))),
      isGood: null,
    },
    { name: words.version, figure: version, text: '', isGood: null },
  ];
}
