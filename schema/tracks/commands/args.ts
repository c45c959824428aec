// Argument types shared by the track commands, and the check that a track belongs to the person.
import { z } from 'zod';
import { SHA256_PATTERN, trackLimits } from '../rules.ts';
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { ownRow } from '../../command/kit.ts';

export { given } from '../../command/kit.ts';
export { instant, rowId as id } from '../../command/values.ts';

export const sha256 = z.string().regex(SHA256_PATTERN);
export const timeMs = z.int().min(0).max(trackLimits.durationMs);
export const credit = z.string().trim().max(trackLimits.credit);

export const ownTrack = (db: CommandDb, ctx: CommandContext, trackId: string) =>
  ownRow(db, ctx, 'reference_tracks', trackId, ['id', 'status']);
