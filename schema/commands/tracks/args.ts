// The shapes that track commands share, and how a track is known to be the person's.
import { z } from 'zod';
import { SHA256_PATTERN, trackLimits } from '../../rules/tracks.ts';
import type { CommandContext, CommandDb } from '../define.ts';

export { instant, rowId as id } from '../values.ts';

export const sha256 = z.string().regex(SHA256_PATTERN);
export const timeMs = z.int().min(0).max(trackLimits.durationMs);
export const credit = z.string().trim().max(trackLimits.credit);

/** What was given; what was not given stays as it is. */
export const given = <Changes extends object>(changes: Changes): { [Key in keyof Changes]?: Exclude<Changes[Key], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Changes]?: Exclude<Changes[Key], undefined>;
  };

export const ownTrack = (db: CommandDb, ctx: CommandContext, trackId: string) =>
  db
    .selectFrom('reference_tracks')
    .select(['id', 'status'])
    .where('id', '=', trackId)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();
