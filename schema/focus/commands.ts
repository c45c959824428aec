// Focus sessions: start, pause, resume, extend, abandon, complete, expire, edit; what happens to a session afterwards is in
// history-commands.ts. The rules are in schema/focus/rules.ts. Invariants: a person has at most one open session; a closed session never opens again; a session is
// paid once, for the first end that reaches the server from any device (docs/decisions/0008-focus-two-devices.md).
import { z } from 'zod';
import {
  FOCUS_PHASES,
  focusAmounts,
  isOpen,
  LONGEST_SESSION_SECONDS,
  OPEN_STATUSES,
  planDue,
  planEnd,
  planExpire,
  planExtend,
  planPause,
  planResume,
  planStart,
  remainingMs,
  SHORTEST_PAID_MS,
  elapsedMs,
  withChange,
  type FocusChange,
} from './rules.ts';
import { NOTHING } from '../progress/rules/pay.ts';
import { occurred } from '../progress/occurrences.ts';
import { boundedDay, boundedDayAt } from '../command/person-day.ts';
import { planFocusDue } from './due.ts';
import { focusHistoryCommands, TASK_KINDS } from './history-commands.ts';
import { ownSession, SESSION_COLUMNS, type Session } from './own-session.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../command/define.ts';
import { day, rowId } from '../command/values.ts';

const sessionId = rowId;
const title = z.string().trim().max(200).nullable();
const tag = z.string().trim().max(60).nullable();

async function change(db: CommandDb, ctx: CommandContext, id: string, changed: FocusChange): Promise<void> {
  await db
    .updateTable('focus_sessions')
    .set({ ...changed, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

async function closePause(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await db
    .updateTable('focus_pause_state')
    .set({ is_paused: false, resumed_at: ctx.now, updated_at: ctx.now })
    .where('session_id', '=', id)
    .where('is_paused', '=', true)
    .execute();
}

/** The session's day. Sessions from before days were stored have the day of their start. */
const dayOf = async (db: CommandDb, ctx: CommandContext, session: Session): Promise<string> =>
  session.day ?? boundedDayAt(db, ctx, null, session.started_at);

/** Closes a session as planned; focused time becomes an occurrence. `endDay` is the person's day at the end. */
async function close(db: CommandDb, ctx: CommandContext, session: Session, changed: FocusChange, endDay: string): Promise<void> {
  const ended = withChange(session, changed);
  const span = { from: session.started_at, to: ended.completed_at ?? ended.abandoned_at ?? ended.expires_at ?? ctx.now };
  const day = await boundedDay(db, ctx, endDay, span);
  const { id, task_id: taskId, task_kind: taskKind } = session;
  const amounts = focusAmounts(ended);
  const links = taskId && taskKind ? [{ kind: taskKind, id: taskId }] : [];
  const reason = session.task_title ? `Focus: ${session.task_title}` : 'Focus session';
  const done = amounts && { kind: 'focus' as const, id, day, at: span.to, span, amounts, links, reason };
  const reward = done ? await occurred(db, ctx, done) : NOTHING;
  await db
    .updateTable('focus_sessions')
    .set({ ...changed, day, xp_awarded: reward.xp, coins_awarded: reward.coins, updated_at: ctx.now })
    .where('id', '=', session.id)
    .execute();
  if (session.paused_at) await closePause(db, ctx, session.id);
  await planFocusDue(db, ctx, ended);
}

/** Ends a session at `at`, or at its expiry when that was before `at`. An expired session keeps its own day. */
async function complete(db: CommandDb, ctx: CommandContext, session: Session, at: Date, today: string): Promise<void> {
  const overdue = planExpire(session, at);
  if (overdue) return close(db, ctx, session, overdue, session.day ?? today);
  const ended = planEnd(session, 'completed', at);
  if (ended) await close(db, ctx, session, ended, today);
}

/** Ends a session because another one takes its place: completed from one minute of focus on, else abandoned. */
async function replace(db: CommandDb, ctx: CommandContext, session: Session, at: Date, today: string): Promise<void> {
  if (elapsedMs(session, at) >= SHORTEST_PAID_MS) return complete(db, ctx, session, at, today);
  const ended = planEnd(session, 'abandoned', at);
  if (ended) await close(db, ctx, session, ended, today);
}

const start = defineCommand('focus.start', {
  args: z
    .object({
      id: sessionId,
      mode: z.enum(['pomodoro', 'countdown', 'stopwatch']),
      phase: z.enum(FOCUS_PHASES).default('focus'),
      /** The number of this focus phase in its pomodoro set; for a break, of the focus phase before it. */
      cycle: z.int().min(1).max(99).default(1),
      /** The planned length; null for a stopwatch. */
      durationSeconds: z.int().min(1).max(LONGEST_SESSION_SECONDS).nullable(),
      title: title.default(null),
      tag: tag.default(null),
      taskId: rowId.nullable().default(null),
      taskKind: z.enum(TASK_KINDS).nullable().default(null),
      day,
    })
    .refine(({ mode, durationSeconds }) => (mode === 'stopwatch') === (durationSeconds === null), {
      path: ['durationSeconds'],
      error: 'A stopwatch has no planned length; every other mode has one.',
    }),
  async apply(db, args, ctx) {
    const taken = await db.selectFrom('focus_sessions').select('user_id').where('id', '=', args.id).executeTakeFirst();
    if (taken) return taken.user_id === ctx.userId ? ok() : reject('conflict');
    const others = await db
      .selectFrom('focus_sessions')
      .select(SESSION_COLUMNS)
      .where('user_id', '=', ctx.userId)
      .where('status', 'in', OPEN_STATUSES)
      .orderBy('started_at')
      .orderBy('id')
      .execute();
    const times = planStart(args.durationSeconds, ctx.now);
    const startDay = await boundedDayAt(db, ctx, args.day, ctx.now);
    await db
      .insertInto('focus_sessions')
      .values({
        ...times,
        id: args.id,
        user_id: ctx.userId,
        mode: args.phase === 'focus' ? args.mode : 'break',
        phase: args.phase,
        cycle: args.cycle,
        task_id: args.taskId,
        task_kind: args.taskKind,
        task_title: args.title || null,
        tag: args.tag || null,
        day: startDay,
        paused_remaining_seconds: null,
        focused_seconds: null,
        xp_awarded: 0,
        coins_awarded: 0,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute();
    // The session started last continues. The command may arrive late, so the new session may be the older one and be ended at
    // once.
    const task = { task_id: args.taskId, task_kind: args.taskKind, task_title: args.title || null };
    let running: Session = { ...times, ...task, id: args.id, phase: args.phase, day: startDay };
    await planFocusDue(db, ctx, running);
    for (const other of others) {
      const [older, newer] = other.started_at <= running.started_at ? [other, running] : [running, other];
      await replace(db, ctx, older, newer.started_at, startDay);
      running = newer;
    }
    return ok();
  },
});

const pause = defineCommand('focus.pause', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    // Its planned end was reached before the pause: the session is complete and stays closed.
    if (session.status === 'running' && remainingMs(session, ctx.now) === 0) {
      await complete(db, ctx, session, ctx.now, await dayOf(db, ctx, session));
      return ok();
    }
    const paused = planPause(session, ctx.now);
    if (!paused) return ok();
    await change(db, ctx, id, paused);
    await planFocusDue(db, ctx, withChange(session, paused));
    const pausedAt = paused.paused_at ?? ctx.now;
    await db
      .insertInto('focus_pause_state')
      .values({
        id: ctx.derivedId('focus_pause_state', id, pausedAt.getTime()),
        user_id: ctx.userId,
        session_id: id,
        is_paused: true,
        paused_at: pausedAt,
        resumed_at: null,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_paused: true, resumed_at: null, updated_at: ctx.now }))
      .execute();
    return ok();
  },
});

const resume = defineCommand('focus.resume', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const resumed = planResume(session, ctx.now);
    if (!resumed) return ok();
    await change(db, ctx, id, resumed);
    await planFocusDue(db, ctx, withChange(session, resumed));
    await closePause(db, ctx, id);
    return ok();
  },
});

const extend = defineCommand('focus.extend', {
  args: z.object({ id: sessionId, seconds: z.int().min(1).max(LONGEST_SESSION_SECONDS) }),
  async apply(db, { id, seconds }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    // A second pause is harmless, but an extension of a closed session will not happen, so the person must be told.
    if (!isOpen(session)) return reject('already_ended');
    const extended = planExtend(session, seconds, ctx.now);
    if (!extended) return reject('limit_exceeded');
    await change(db, ctx, id, extended);
    await planFocusDue(db, ctx, withChange(session, extended));
    return ok();
  },
});

const abandon = defineCommand('focus.abandon', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const ended = planEnd(session, 'abandoned', ctx.now);
    if (ended) await close(db, ctx, session, ended, await dayOf(db, ctx, session));
    return ok();
  },
});

const completeCommand = defineCommand('focus.complete', {
  args: z.object({ id: sessionId, day }),
  async apply(db, { id, day: today }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    await complete(db, ctx, session, ctx.now, today);
    return ok();
  },
});

/**
 * Proposed by a device whose clock has reached the end, and by the server's job. The clock of the side that runs the command
 * decides: before the end the command changes nothing. Its result does not depend on when it runs.
 */
const expire = defineCommand('focus.expire', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const due = planDue(session, ctx.decidedAt);
    if (due) await close(db, ctx, session, due, await dayOf(db, ctx, session));
    // Proposed too early: plan the due entry again, so that the server's job does not complete it.
    else if (isOpen(session)) await planFocusDue(db, ctx, session);
    return ok();
  },
});

const edit = defineCommand('focus.edit', {
  args: z.object({ id: sessionId, title: title.optional(), tag: tag.optional() }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return reject('not_found');
    await db
      .updateTable('focus_sessions')
      .set({
        ...(args.title === undefined ? {} : { task_title: args.title || null }),
        ...(args.tag === undefined ? {} : { tag: args.tag || null }),
        updated_at: ctx.now,
      })
      .where('id', '=', args.id)
      .execute();
    if (args.title !== undefined && isOpen(session)) await planFocusDue(db, ctx, { ...session, task_title: args.title || null });
    return ok();
  },
});

export const focusCommands = [
  start,
  pause,
  resume,
  extend,
  abandon,
  completeCommand,
  expire,
  edit,
  ...focusHistoryCommands,
] as const;
