// Focus sessions that are changed after they ended: entered by hand, retimed, merged, deleted. Invariant: none of these pays for
// time that was paid already, and a correction never changes what was paid (docs/decisions/0046-focus-history.md).
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../command/define.ts';
import { jsonb } from '../command/kit.ts';
import { boundedDay } from '../command/person-day.ts';
import { day, instant, rowId } from '../command/values.ts';
import { notDue } from '../due/due.ts';
import { amended, occurred, takenBack } from '../progress/occurrences.ts';
import { ownSession, SESSION_COLUMNS } from './own-session.ts';
import { elapsedMs, isOpen, LONGEST_SESSION_SECONDS, mergedTimes, sharedMs, type MergedPart } from './rules.ts';

const MINUTE_MS = 60_000;
/** A device's clock and the server's may differ by this much. */
export const CLOCK_TOLERANCE_MS = MINUTE_MS;

export const TASK_KINDS = ['task', 'goal', 'habit', 'quest', 'event'] as const;

const seconds = z.int().min(60).max(LONGEST_SESSION_SECONDS);

/** Whether an end can have happened when the command is decided. */
const isPast = (end: Date, ctx: CommandContext): boolean => end.getTime() <= ctx.decidedAt.getTime() + CLOCK_TOLERANCE_MS;

const log = defineCommand('focus.log', {
  args: z.object({
    id: rowId,
    startedAt: instant,
    seconds,
    title: z.string().trim().max(200).nullable().default(null),
    tag: z.string().trim().max(60).nullable().default(null),
    taskId: rowId.nullable().default(null),
    taskKind: z.enum(TASK_KINDS).nullable().default(null),
    day,
  }),
  async apply(db, args, ctx) {
    const taken = await db.selectFrom('focus_sessions').select('user_id').where('id', '=', args.id).executeTakeFirst();
    if (taken) return taken.user_id === ctx.userId ? ok() : reject('conflict');
    const from = new Date(args.startedAt);
    const to = new Date(from.getTime() + args.seconds * 1_000);
    if (!isPast(to, ctx)) return reject('limit_exceeded', 'The session ends in the future.');
    const span = { from, to };
    const sessionDay = await boundedDay(db, ctx, args.day, span);
    const { taskId, taskKind } = args;
    const reward = await occurred(db, ctx, {
      kind: 'focus',
      id: args.id,
      day: sessionDay,
      at: to,
      span,
      amounts: { ms: args.seconds * 1_000 },
      links: taskId && taskKind ? [{ kind: taskKind, id: taskId }] : [],
      reason: args.title ? `Focus: ${args.title}` : 'Focus session',
    });
    await db
      .insertInto('focus_sessions')
      .values({
        id: args.id,
        user_id: ctx.userId,
        mode: 'stopwatch',
        phase: 'focus',
        cycle: 1,
        status: 'completed',
        duration_seconds: null,
        started_at: from,
        completed_at: to,
        abandoned_at: null,
        expires_at: null,
        paused_at: null,
        paused_ms: 0,
        paused_remaining_seconds: null,
        focused_seconds: args.seconds,
        task_id: taskId,
        task_kind: taskKind,
        task_title: args.title || null,
        tag: args.tag || null,
        day: sessionDay,
        xp_awarded: reward.xp,
        coins_awarded: reward.coins,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute();
    return ok();
  },
});

const retime = defineCommand('focus.retime', {
  args: z.object({ id: rowId, startedAt: instant, seconds, day }),
  async apply(db, args, ctx) {
    const session = await ownSession(db, ctx, args.id);
    if (!session) return reject('not_found');
    if (isOpen(session)) return reject('session_running');
    const from = new Date(args.startedAt);
    const to = new Date(from.getTime() + args.seconds * 1_000);
    if (!isPast(to, ctx)) return reject('limit_exceeded', 'The session ends in the future.');
    const sessionDay = await boundedDay(db, ctx, args.day, { from, to });
    await db
      .updateTable('focus_sessions')
      .set({
        started_at: from,
        completed_at: session.status === 'completed' ? to : null,
        abandoned_at: session.status === 'abandoned' ? to : null,
        expires_at: session.status === 'expired' ? to : null,
        paused_ms: 0,
        // A session cannot be longer than it was planned, so the plan grows with it.
        duration_seconds: session.duration_seconds === null ? null : Math.max(session.duration_seconds, args.seconds),
        focused_seconds: args.seconds,
        day: sessionDay,
        updated_at: ctx.now,
      })
      .where('id', '=', args.id)
      .execute();
    const parts = await partsOf(db, args.id);
    const times = sharedMs(args.seconds * 1_000, parts);
    for (const [at, part] of [args.id, ...parts.map(({ id }) => id)].entries()) {
      const amounts = { ms: times[at] ?? 0 };
      await amended(db, ctx, { kind: 'focus', id: part, day: sessionDay, at: to, span: { from, to }, amounts });
    }
    if (parts.length > 0)
      await storeParts(
        db,
        args.id,
        parts.map(({ id }, at) => ({ id, ms: times[at + 1] ?? 0 })),
      );
    return ok();
  },
});

const merge = defineCommand('focus.merge', {
  args: z.object({ id: rowId, others: z.array(rowId).min(1).max(20) }),
  async apply(db, { id, others }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return reject('not_found');
    const merged = await db
      .selectFrom('focus_sessions')
      .select([...SESSION_COLUMNS, 'xp_awarded', 'coins_awarded', 'interruptions'])
      .where('user_id', '=', ctx.userId)
      .where('id', 'in', [id, ...others])
      .orderBy('started_at')
      .orderBy('id')
      .execute();
    const rest = merged.filter((one) => one.id !== id);
    // The others were merged or deleted already.
    if (rest.length === 0) return ok();
    if (merged.some((one) => one.status !== 'completed' || one.phase !== 'focus')) {
      return reject('limit_exceeded', 'Only completed focus sessions can be merged.');
    }
    const times = mergedTimes(merged);
    if (times.spanMs > LONGEST_SESSION_SECONDS * 1_000) {
      return reject('limit_exceeded', 'The sessions are more than 12 hours apart.');
    }
    const parts = await partsOf(db, id);
    for (const one of rest) parts.push({ id: one.id, ms: elapsedMs(one, one.started_at) }, ...(await partsOf(db, one.id)));
    const restIds = rest.map((one) => one.id);
    await db
      .updateTable('focus_pause_state')
      .set({ session_id: id, updated_at: ctx.now })
      .where('session_id', 'in', restIds)
      .execute();
    for (const one of restIds) await notDue(db, ctx, 'focus_end', one);
    await db
      .updateTable('focus_music_plays')
      .set({ session_id: id, updated_at: ctx.now })
      .where('user_id', '=', ctx.userId)
      .where('session_id', 'in', restIds)
      .execute();
    await db.deleteFrom('focus_sessions').where('user_id', '=', ctx.userId).where('id', 'in', restIds).execute();
    const sum = (of: 'xp_awarded' | 'coins_awarded' | 'interruptions'): number =>
      merged.reduce((total, one) => total + one[of], 0);
    await db
      .updateTable('focus_sessions')
      .set({
        started_at: times.from,
        completed_at: times.to,
        paused_ms: times.spanMs - times.focusedMs,
        duration_seconds: null,
        focused_seconds: Math.round(times.focusedMs / 1_000),
        xp_awarded: sum('xp_awarded'),
        coins_awarded: sum('coins_awarded'),
        interruptions: sum('interruptions'),
        merged: jsonb(parts),
        updated_at: ctx.now,
      })
      .where('id', '=', id)
      .execute();
    return ok();
  },
});

const interrupt = defineCommand('focus.interrupt', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const session = await db
      .selectFrom('focus_sessions')
      .select(['status', 'interruptions'])
      .where('id', '=', id)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirst();
    if (!session) return reject('not_found');
    if (!isOpen(session)) return ok();
    await db
      .updateTable('focus_sessions')
      .set({ interruptions: session.interruptions + 1, updated_at: ctx.now })
      .where('id', '=', id)
      .execute();
    return ok();
  },
});

/** Deletes an ended session from the history and takes back what it and the sessions merged into it paid. */
const deleteSession = defineCommand('focus.delete', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const session = await ownSession(db, ctx, id);
    if (!session) return ok();
    if (isOpen(session)) return reject('session_running');
    for (const one of [id, ...(await partsOf(db, id)).map((part) => part.id)]) {
      await takenBack(db, ctx, { kind: 'focus', id: one, reason: 'Focus session deleted' });
    }
    await db.deleteFrom('focus_pause_state').where('session_id', '=', id).execute();
    await db.deleteFrom('focus_music_plays').where('session_id', '=', id).execute();
    await notDue(db, ctx, 'focus_end', id);
    await db.deleteFrom('focus_sessions').where('id', '=', id).execute();
    return ok();
  },
});

async function partsOf(db: CommandDb, id: string): Promise<MergedPart[]> {
  const row = await db.selectFrom('focus_sessions').select('merged').where('id', '=', id).executeTakeFirst();
  return [...((row?.merged ?? []) as unknown as MergedPart[])];
}

async function storeParts(db: CommandDb, id: string, parts: readonly MergedPart[]): Promise<void> {
  await db
    .updateTable('focus_sessions')
    .set({ merged: jsonb(parts) })
    .where('id', '=', id)
    .execute();
}

export const focusHistoryCommands = [deleteSession, log, retime, merge, interrupt] as const;
