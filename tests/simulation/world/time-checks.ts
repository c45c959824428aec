// Checks on each commit that no device's clock can affect the server's rows: no row in the server's future, no day outside the
// time of the action, no session that ends early, no pay for time that has not passed.
import { CLOCK_TOLERANCE_MS } from '#schema/focus/history-commands.ts';
import { dayLimit } from '#schema/progress/rules/pay.ts';
import type { OccurrenceKind } from '#schema/progress/rules/rates.ts';
import type { Row } from '../sql/values.ts';
import type { Commit, Store } from '../sql/store.ts';
import { Violation } from '../violation.ts';
import type { Call, Calls } from './calls.ts';

const DAY_MS = 86_400_000;
/** A planned end counts as reached this close to it (schema/focus/rules.ts). */
const TOLERANCE_MS = 2_000;
const COIN_MS = 5 * 60_000;

/** Checks the store's newest commit. */
export function checkTimes(store: Store, calls: Calls, nowMs: number): void {
  const commit = store.history.at(-1);
  if (!commit) return;
  const commands = commandsOf(commit.writes, calls);
  const paid = new Set<string>();
  for (const { table, pk, row } of commit.writes) {
    if (!row) continue;
    if (table === 'user_settings' && timeOf(row, 'updated_at') > nowMs) {
      throw new Violation('time', `a device's clock made a change later than the server's now: ${pk}`);
    }
    if (table === 'focus_sessions') checkSession(row, nowMs, commands.some(isByHand) ? CLOCK_TOLERANCE_MS : TOLERANCE_MS);
    if (table === 'workout_sessions') checkDay(row, 'workout_sessions', { from: timeOf(row, 'started_at'), to: nowMs });
    if (table === 'points_ledger') paid.add(String(row['user_id']));
  }
  checkEnds(commit, commands, nowMs);
  for (const user of paid) checkPay(store, user, nowMs);
}

const timeOf = (row: Row, column: string): number => (row[column] as number | null) ?? Number.NEGATIVE_INFINITY;

/** A session that a person enters by hand may end a little later than now, because the person's clock says when. */
const isByHand = (call: Call | undefined): boolean => call?.action.name === 'focus.log' || call?.action.name === 'focus.retime';

function checkSession(row: Row, nowMs: number, toleranceMs: number): void {
  for (const column of ['started_at', 'completed_at', 'abandoned_at']) {
    if (timeOf(row, column) > nowMs + toleranceMs) {
      throw new Violation('time', `a session's ${column} is later than the server's now`);
    }
  }
  checkDay(row, 'focus_sessions', { from: timeOf(row, 'started_at'), to: nowMs });
}

/** Allows a day on both sides, as schema/day.ts does, and one more for the hour at which a person's day starts. */
function checkDay(row: Row, table: string, span: { from: number; to: number }): void {
  const { day } = row;
  if (typeof day !== 'string') return;
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  if (dayMs < span.from - 3 * DAY_MS) throw new Violation('time', `${table} has a day before it was done: ${day}`);
  if (dayMs > span.to + DAY_MS) throw new Violation('time', `${table} has a day after it was done: ${day}`);
}

/** A session that nobody ended by hand ends by time, on the server's clock. */
function checkEnds({ writes, undo }: Commit, commands: readonly (Call | undefined)[], nowMs: number): void {
  for (const [index, { table, pk, row }] of writes.entries()) {
    if (table !== 'focus_sessions' || !row || isOpen(row) || !isOpen(undo[index]?.row ?? null)) continue;
    if (commands.some((call) => call === undefined || mayEnd(call, pk))) continue;
    const dueMs = dueAt(row);
    if (dueMs > nowMs + TOLERANCE_MS) {
      throw new Violation('time', `session ${pk} is ${String(row['status'])} ${Math.round(dueMs - nowMs)} ms before its time`);
    }
  }
}

/** The commands that a commit decided; undefined for one that was never seen in an outbox. */
const commandsOf = (writes: Commit['writes'], calls: Calls): (Call | undefined)[] =>
  writes.flatMap(({ table, row }) =>
    table === 'replica.command_log' && row ? [calls.named(String(row['client_id']), row['command_id'] as number)] : [],
  );

/** Starting another session ends the running one. */
const mayEnd = ({ action: { name, args } }: Call, sessionId: string): boolean =>
  name === 'focus.start' || ((name === 'focus.complete' || name === 'focus.abandon') && args['id'] === sessionId);

const isOpen = (row: Row | null): boolean => row !== null && (row['status'] === 'running' || row['status'] === 'paused');

function dueAt(row: Row): number {
  if (row['status'] !== 'completed') return timeOf(row, 'expires_at');
  return timeOf(row, 'started_at') + (row['paused_ms'] as number) + (row['duration_seconds'] as number) * 1_000;
}

interface Paid {
  kind: string;
  day: string;
  xp: number;
  coins: number;
}

function checkPay(store: Store, user: string, nowMs: number): void {
  const entries = [...store.rows('points_ledger').values()].filter((row) => row['user_id'] === user);
  const byDay = new Map<string, Paid>();
  for (const row of entries) {
    const [kind, day] = [String(row['event_type']), row['day']];
    const span = { from: timeOf(row, 'span_from'), to: timeOf(row, 'span_to') };
    if (span.to > nowMs + TOLERANCE_MS) throw new Violation('time', `${kind} is paid before it was done`);
    if (Number.isFinite(span.from)) checkDay(row, 'points_ledger', span);
    if (typeof day !== 'string') continue;
    const sum = byDay.get(`${kind} ${day}`) ?? { kind, day, xp: 0, coins: 0 };
    sum.xp += row['xp'] as number;
    sum.coins += row['coins'] as number;
    byDay.set(`${kind} ${day}`, sum);
  }
  for (const { kind, day, xp, coins } of byDay.values()) {
    const limit = dayLimit(kind as OccurrenceKind);
    if (xp > limit.xp || coins > limit.coins) throw new Violation('I4', `${kind} of ${day} paid ${xp} XP and ${coins} coins`);
  }
  checkFocusPay(entries);
}

/** Focus is paid by the minute: no more coins than for the time that its sessions cover, and shared time counts once. */
function checkFocusPay(entries: readonly Row[]): void {
  const takenBack = new Set(entries.map((row) => row['reverses_id']));
  const standing = entries
    .filter((row) => row['event_type'] === 'focus' && row['reverses_id'] === null && !takenBack.has(row['id'] ?? null))
    .toSorted((a, b) => timeOf(a, 'span_from') - timeOf(b, 'span_from'));
  let [coins, coveredMs, reachedMs] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const row of standing) {
    coins += row['coins'] as number;
    const toMs = timeOf(row, 'span_to');
    coveredMs += Math.max(0, toMs - Math.max(reachedMs, timeOf(row, 'span_from')));
    reachedMs = Math.max(reachedMs, toMs);
  }
  if (coins * COIN_MS > coveredMs + standing.length * TOLERANCE_MS) {
    throw new Violation('I4', `${coins} coins are paid for ${Math.round(coveredMs / 1_000)} s of focus`);
  }
}
