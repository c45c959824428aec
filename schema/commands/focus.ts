// Focus sessions: start, pause, resume, extend, abandon, complete, expire, edit, delete. The rules are in schema/rules/focus.ts.
// Invariants: a person has at most one open session; a closed one never opens again; a session is paid once, by whichever
// device's end the server hears first (docs/decisions/0008-focus-two-devices.md).
import { z } from 'zod';
import {
  expiryOf,
  FOCUS_PHASES,
  focusReward,
  isOpen,
  LONGEST_SESSION_SECONDS,
  OPEN_STATUSES,
  overlapMs,
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
  type FocusPhase,
  type FocusTimes,
} from '../rules/focus.ts';
import { award, reverseAward } from './award.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from './define.ts';
import { day, rowId } from './values.ts';

const sessionId = rowId;
const title = z.string().trim().max(200).nullable();
const tag = z.string().trim().max(60).nullable();

const SESSION_COLUMNS = [
  'id',
  'user_id',
  'phase',
  'day',
  'task_title',
  'status',
  'duration_seconds',
  'started_at',
  'paused_at',
  'paused_ms',
  'completed_at',
  'abandoned_at',
  'expires_at',
] as const;

interface Session extends FocusTimes {
  id: string;
  phase: FocusPhase;
  day: string | null;
  task_title: string | null;
}

async function ownSession(db: CommandDb, ctx: CommandContext, id: string): Promise<Session | undefined> {
  return db
    .selectFrom('focus_sessions')
    .select(SESSION_COLUMNS)
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
}

/** The rule under which an ended session is in the ledger. */
const causeOf = (id: string) => ({ source: 'focus', occurrence: id, rule: 'ended' });

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

/** The part of a session's time that another session was paid for: an hour of the clock is paid once. */
async function paidAlreadyMs(db: CommandDb, ctx: CommandContext, id: string, from: Date, to: Date): Promise<number> {
  const others = await db
    .selectFrom('focus_sessions')
    .select(['started_at', 'completed_at', 'expires_at'])
    .where('user_id', '=', ctx.userId)
    .where('id', '!=', id)
    .where('phase', '=', 'focus')
    .where('xp_awarded', '>', 0)
    .where((where) => where(where.fn.coalesce('completed_at', 'expires_at'), '>', from))
    .where('started_at', '<', to)
    .orderBy('id')
    .execute();
  const intervals = others.flatMap(({ started_at, completed_at, expires_at }) => {
    const end = completed_at ?? expires_at;
    return end ? [{ from: started_at, to: end }] : [];
  });
  return overlapMs(from, to, intervals);
}

/** Closes a session as planned and pays for it. `endDay` is the person's day at its end. */
async function close(db: CommandDb, ctx: CommandContext, session: Session, changed: FocusChange, endDay: string): Promise<void> {
  const ended = withChange(session, changed);
  const end = ended.completed_at ?? ended.abandoned_at ?? ended.expires_at ?? ctx.now;
  const earned = focusReward(ended, 0);
  const reward = earned.xp > 0 ? focusReward(ended, await paidAlreadyMs(db, ctx, session.id, session.started_at, end)) : earned;
  await db
    .updateTable('focus_sessions')
    .set({ ...changed, day: endDay, xp_awarded: reward.xp, coins_awarded: reward.coins, updated_at: ctx.now })
    .where('id', '=', session.id)
    .execute();
  if (session.paused_at) await closePause(db, ctx, session.id);
  if (reward.xp > 0) {
    const reason = session.task_title ? `Focus: ${session.task_title}` : 'Focus session';
    await award(db, ctx, { ...causeOf(session.id), ...reward, reason, day: endDay });
  }
}

/** What time alone has done to the session by `at`, or else its end at `at`; an end that lies back keeps the session's day. */
async function complete(db: CommandDb, ctx: CommandContext, session: Session, at: Date, today: string): Promise<void> {
  const overdue = planExpire(session, at);
  if (overdue) return close(db, ctx, session, overdue, session.day ?? today);
  const ended = planEnd(session, 'completed', at);
  if (ended) await close(db, ctx, session, ended, today);
}

/** Makes room for another session: what ran for a minute counts as completed, less as abandoned. */
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
      /** Which focus phase of a pomodoro set this is, or follows. */
      cycle: z.int().min(1).max(99).default(1),
      /** The planned length; null for a stopwatch. */
      durationSeconds: z.int().min(1).max(LONGEST_SESSION_SECONDS).nullable(),
      title: title.default(null),
      tag: tag.default(null),
      taskId: rowId.nullable().default(null),
      taskKind: z.enum(['task', 'goal', 'habit', 'quest', 'event']).nullable().default(null),
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
        day: args.day,
        paused_remaining_seconds: null,
        focused_seconds: null,
        xp_awarded: 0,
        coins_awarded: 0,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute();
    // The one started last goes on. A start that arrives late may be the older one: then it is the one that ends.
    let running: Session = { ...times, id: args.id, phase: args.phase, day: args.day, task_title: args.title || null };
    for (const other of others) {
      const [older, newer] = other.started_at <= running.started_at ? [other, running] : [running, other];
      await replace(db, ctx, older, newer.started_at, args.day);
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
    // Its time was up before the pause: it is complete, and a pause must not hold it open.
    if (session.status === 'running' && remainingMs(session, ctx.now) === 0) {
      await complete(db, ctx, session, ctx.now, session.day ?? ctx.now.toISOString().slice(0, 10));
      return ok();
    }
    const paused = planPause(session, ctx.now);
    if (!paused) return ok();
    await change(db, ctx, id, paused);
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
    await closePause(db, ctx, id);
    return ok();
  },
});

const extend = defineCommand('focus.extend', {
  args: z.object({ id: sessionId, seconds: z.int().min(1).max(LONGEST_SESSION_SECONDS) }),
  async apply(db, { id, seconds }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    // Unlike a second pause this asks for something that will not happen, so the person is told.
    if (!isOpen(session)) return reject('already_ended');
    const extended = planExtend(session, seconds, ctx.now);
    if (!extended) return reject('limit_exceeded');
    await change(db, ctx, id, extended);
    return ok();
  },
});

const abandon = defineCommand('focus.abandon', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const ended = planEnd(session, 'abandoned', ctx.now);
    if (ended) await close(db, ctx, session, ended, session.day ?? ctx.now.toISOString().slice(0, 10));
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

/** By the server's job, and by a device that finds a session nobody ended. Before its time it changes nothing. */
const expire = defineCommand('focus.expire', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const overdue = planExpire(session, ctx.now);
    if (overdue) await close(db, ctx, session, overdue, session.day ?? expiryOf(session).toISOString().slice(0, 10));
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
    return ok();
  },
});

/** Takes an ended session out of the history, and what it paid out of the balances. */
const deleteSession = defineCommand('focus.delete', {
  args: z.object({ id: sessionId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return ok();
    if (isOpen(session)) return reject('session_running');
    await reverseAward(db, ctx, { ...causeOf(id), reason: 'Focus session deleted' });
    await db.deleteFrom('focus_pause_state').where('session_id', '=', id).execute();
    await db.deleteFrom('focus_sessions').where('id', '=', id).execute();
    return ok();
  },
});

export const focusCommands = [start, pause, resume, extend, abandon, completeCommand, expire, edit, deleteSession] as const;
