// The counters of this server process. Invariant: each label has a bounded set of values, all of which come from the code; no
// label holds an address, an id or anything else of a person.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { commandsByName } from '#schema/commands.ts';

export type CommandResult = 'applied' | 'rejected' | 'duplicate' | 'undecided';
export type FeedRequestKind = 'copy' | 'initial' | 'catch_up' | 'live' | 'live_sse';

/** How long one command took. */
export interface CommandTiming {
  name: string;
  result: CommandResult;
  ms: number;
}

export interface CommandSpeed {
  name: string;
  count: number;
  meanMs: number;
  longestMs: number;
}

export interface RequestFacts {
  method: string;
  /** A pattern of the routes, not the requested path. */
  route: string;
  status: number;
  /** Null for requests that wait for changes: their duration says nothing about the server. */
  seconds: number | null;
}

export interface Metrics {
  readonly registry: Registry;
  readonly startedAtMs: number;
  /** Adds the process's memory, CPU and event loop, which cost a timer. */
  observeProcess(): void;
  request(facts: RequestFacts): void;
  commands(timings: readonly CommandTiming[]): void;
  feedRequest(kind: FeedRequestKind, scope: 'me' | 'public'): void;
  /** The commands with the longest single run since the start. */
  slowestCommands(count: number): CommandSpeed[];
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const COMMAND_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    registers,
    name: 'cadence_http_requests_total',
    help: 'Answered HTTP requests, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'],
  });
  const requestSeconds = new Histogram({
    registers,
    name: 'cadence_http_request_duration_seconds',
    help: 'Time to the answer, without requests that wait for changes.',
    labelNames: ['route'],
    buckets: REQUEST_BUCKETS,
  });
  const commandCount = new Counter({
    registers,
    name: 'cadence_commands_total',
    help: 'Commands by name and result. Undecided: the database could not take the command, and the device sends it again.',
    labelNames: ['name', 'result'],
  });
  const commandSeconds = new Histogram({
    registers,
    name: 'cadence_command_duration_seconds',
    help: 'Time to decide one command, within its transaction.',
    labelNames: ['name'],
    buckets: COMMAND_BUCKETS,
  });
  const feedRequests = new Counter({
    registers,
    name: 'cadence_feed_requests_total',
    help: 'Requests of the feed. Copy: all rows for a first sync; initial: from the beginning; catch_up: from a position; live: waits for changes.',
    labelNames: ['kind', 'scope'],
  });
  const speeds = new Map<string, { count: number; totalMs: number; longestMs: number }>();
  return {
    registry,
    startedAtMs: Date.now(),
    observeProcess() {
      collectDefaultMetrics({ register: registry });
    },
    request({ method, route, status, seconds }) {
      requests.inc({ method: METHODS.has(method) ? method : 'other', route, status });
      if (seconds !== null) requestSeconds.observe({ route }, seconds);
    },
    commands(timings) {
      for (const { name: given, result, ms } of timings) {
        // A device names the command, and could name anything.
        const name = commandsByName.has(given) ? given : 'unknown';
        commandCount.inc({ name, result });
        if (result !== 'applied' && result !== 'rejected') continue;
        commandSeconds.observe({ name }, ms / 1000);
        const speed = speeds.get(name) ?? { count: 0, totalMs: 0, longestMs: 0 };
        const { count, totalMs, longestMs } = speed;
        speeds.set(name, { count: count + 1, totalMs: totalMs + ms, longestMs: Math.max(longestMs, ms) });
      }
    },
    feedRequest(kind, scope) {
      feedRequests.inc({ kind, scope });
    },
    slowestCommands(count) {
      return [...speeds]
        .map(([name, speed]) => ({
          name,
          count: speed.count,
          meanMs: speed.totalMs / speed.count,
          longestMs: speed.longestMs,
        }))
        .sort((a, b) => b.longestMs - a.longestMs || (a.name < b.name ? -1 : 1))
        .slice(0, count);
    },
  };
}

/** Creates the gauges of what is true at one moment. Returns a function that sets them. */
export function createGauges(registry: Registry): (readings: readonly Reading[]) => void {
  const gauges = new Map(
    GAUGES.map(([name, help, labelNames]) => [
      name,
      new Gauge({ registers: [registry], name, help, labelNames: [...labelNames] }),
    ]),
  );
  return (readings) => {
    // A reading that is not there any more must not stay.
    for (const gauge of gauges.values()) gauge.reset();
    for (const { name, value, labels = {} } of readings) gauges.get(name)?.set(labels, value);
  };
}

const GAUGES = [
  ['cadence_feed_waiting_requests', 'Live requests that are open in this process.', []],
  ['cadence_feed_listening', '1 while notifications of the database arrive, 0 while the server polls.', []],
  ['cadence_feed_lag_seconds', 'Age of the oldest open transaction with changes, which the feed does not show yet.', []],
  ['cadence_queue_jobs', 'Scheduled jobs by state.', ['state']],
  ['cadence_due_entries', 'Entries that are due now, and those that failed and are tried again.', ['state']],
  ['cadence_due_oldest_seconds', 'How long the oldest due entry has waited.', []],
  ['cadence_database_bytes', 'Size of the database.', []],
  ['cadence_blob_bytes', 'Bytes of the files of all people.', []],
  ['cadence_blob_files', 'Files of all people.', []],
  ['cadence_disk_free_bytes', 'Free space where files are stored; absent with a bucket.', []],
  ['cadence_pool_connections', 'Connections to the database by pool and state.', ['pool', 'state']],
  ['cadence_pool_waiting', 'Requests that wait for a connection.', ['pool']],
  ['cadence_database_up', '1 while the database answers.', []],
] as const;

export interface Reading {
  name: (typeof GAUGES)[number][0];
  value: number;
  labels?: Record<string, string>;
}
