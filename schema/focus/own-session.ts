// A focus session of the person, as commands read it.
import type { CommandContext, CommandDb } from '../command/define.ts';
import type { FocusPhase, FocusTimes } from './rules.ts';

export const SESSION_COLUMNS = [
  'id',
  'user_id',
  'phase',
  'day',
  'task_id',
  'task_kind',
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

export interface Session extends FocusTimes {
  id: string;
  phase: FocusPhase;
  day: string | null;
  task_id: string | null;
  task_kind: string | null;
  task_title: string | null;
}

export async function ownSession(db: CommandDb, ctx: CommandContext, id: string): Promise<Session | undefined> {
  return db
    .selectFrom('focus_sessions')
    .select(SESSION_COLUMNS)
    .where('id', '=', id)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
}
