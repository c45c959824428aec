// The end of the rest between two sets, as far as the server must know it: it tells devices that are closed. What a page shows follows
// from the set's row and from what the person changed on that device (src/modules/fitness/rest.ts).
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { dueAt, notDue } from '../../due/due.ts';
import { readSettings, settingLimits } from '../../settings/rules.ts';
import { LONGEST_REST_MS, REST_END_NOTICE } from '../rules/rest.ts';
import { id, instant } from './args.ts';

const MOST_REST_SECONDS = settingLimits.restSeconds.max;

/** A person rests after one set at a time: what was planned for the set before it is over. */
async function restUntil(db: CommandDb, ctx: CommandContext, setId: string, at: Date): Promise<void> {
  await noRest(db, ctx);
  if (at > ctx.decidedAt) await dueAt(db, ctx, { kind: 'rest_end', key: setId, at, notice: REST_END_NOTICE });
}

export const noRest = (db: CommandDb, ctx: CommandContext, setId?: string): Promise<void> => notDue(db, ctx, 'rest_end', setId);

/** Called when a set was logged: a tick begins a rest, taking the tick back ends it, a correction of its figures does neither. */
export async function restAfter(
  db: CommandDb,
  ctx: CommandContext,
  set: { id: string; completedAt: Date | null; restSeconds: number | null },
  before: { completed_at: Date | null } | undefined,
): Promise<void> {
  const { completedAt } = set;
  if ((completedAt?.getTime() ?? null) === (before?.completed_at?.getTime() ?? null)) return;
  if (completedAt === null) return noRest(db, ctx, set.id);
  // A set that arrives late asks nothing of the settings.
  if (completedAt.getTime() + MOST_REST_SECONDS * 1_000 <= ctx.decidedAt.getTime()) return;
  const seconds = set.restSeconds ?? (await usualRest(db, ctx));
  await restUntil(db, ctx, set.id, new Date(completedAt.getTime() + seconds * 1_000));
}

async function usualRest(db: CommandDb, ctx: CommandContext): Promise<number> {
  const rows = await db
    .selectFrom('user_settings')
    .select(['key', 'value'])
    .where('user_id', '=', ctx.userId)
    .where('key', '=', 'restSeconds')
    .execute();
  return readSettings(rows).restSeconds;
}

/** The person made the rest after a set longer or shorter, or skipped it. */
const changeRest = defineCommand('set.rest', {
  args: z.object({
    id,
    /** Null when it was skipped. */
    endsAt: instant.nullable(),
  }),
  async apply(db, { id: setId, endsAt }, ctx) {
    if (endsAt !== null && Date.parse(endsAt) > ctx.now.getTime() + LONGEST_REST_MS) {
      return reject('limit_exceeded', 'A rest can last at most two hours.');
    }
    const set = await db
      .selectFrom('exercise_sets')
      .select('id')
      .where('id', '=', setId)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirst();
    // Another device deleted the set: there is no rest to change.
    if (!set) return ok();
    if (endsAt === null) await noRest(db, ctx, setId);
    else await restUntil(db, ctx, setId, new Date(endsAt));
    return ok();
  },
});

export const restCommands = [changeRest] as const;
