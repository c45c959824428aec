// Due entries: what is to happen at a certain time. A command inserts an entry in its own transaction; the server's job claims
// the entry when its time has come (sync-server/jobs/due.ts). On a replica the rows exist only until the feed has confirmed the
// command, and nothing reads them there. Invariant: one entry per person, kind and key. Writing the entry again moves it, and
// finishing a claim of the earlier time then has no effect.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { jsonb } from '../command/kit.ts';
import type { Notice, NoticeKind } from './notices.ts';

/** Due entries that run a command and notify nobody, with the command. */
export const DUE_COMMANDS = {
  focus_expiry: 'focus.expire',
  habit_due: 'habit.remind',
  market_close: 'market.closeDay',
  event_due: 'event.remind',
} as const;
export type DueCommandKind = keyof typeof DUE_COMMANDS;
export type DueKind = NoticeKind | DueCommandKind;

/** `key` distinguishes the entries of one kind: the id of the row that the entry is about. */
export type DueEntry = { key: string; at: Date } & (
  | { kind: NoticeKind; notice: Notice }
  | { kind: DueCommandKind; command: string; args: Readonly<Record<string, string>> }
);

/**
 * A command is due at least this long after it was planned: the next request of a device that was offline may contain what the
 * person did in the meantime.
 */
const SETTLE_MS = 60_000;

export async function dueAt(db: CommandDb, ctx: CommandContext, entry: DueEntry): Promise<void> {
  const isNotice = 'notice' in entry;
  const earliest = isNotice ? entry.at.getTime() : Math.max(entry.at.getTime(), ctx.decidedAt.getTime() + SETTLE_MS);
  const planned = {
    due_at: new Date(earliest),
    command: isNotice ? null : entry.command,
    args: isNotice ? null : jsonb(entry.args),
    notice: isNotice ? jsonb(entry.notice) : null,
    attempts: 0,
    claim: null,
    claimed_until: null,
    sent_to: jsonb([]),
  };
  await db
    .insertInto('due')
    .values({ user_id: ctx.userId, kind: entry.kind, key: entry.key, ...planned })
    .onConflict((conflict) => conflict.columns(['user_id', 'kind', 'key']).doUpdateSet(planned))
    .execute();
}

/** Deletes the planned entry; without a key, all entries of the kind. */
export async function notDue(db: CommandDb, ctx: CommandContext, kind: DueKind, key?: string): Promise<void> {
  const ofKind = db.deleteFrom('due').where('user_id', '=', ctx.userId).where('kind', '=', kind);
  await (key === undefined ? ofKind : ofKind.where('key', '=', key)).execute();
}
