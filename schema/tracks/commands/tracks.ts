// Tracks: added once their file is stored on the device, described, and removed with everything that belongs to them. Removal
// wins: when one device removes a track, what another did with that track meanwhile is refused.
import { z } from 'zod';
import { trackLimits } from '../rules.ts';
import { defineCommand, ok, reject, type CommandDb } from '../../command/define.ts';
import { removeAnalyses } from './analyses.ts';
import { credit, given, id, ownTrack, sha256 } from './args.ts';

const name = z.string().trim().min(1).max(trackLimits.name);
const tags = z.array(z.string().trim().min(1).max(trackLimits.tag)).max(trackLimits.tags);
const description = z.string().max(trackLimits.description);

const addArgs = z.object({
  trackId: id,
  name,
  contentSha256: sha256,
  fileSizeBytes: z.int().positive(),
  mimeType: z.string().trim().max(100),
  artist: credit.nullish(),
  album: credit.nullish(),
  genre: credit.nullish(),
});
export type TrackAddArgs = z.input<typeof addArgs>;

const addTrack = defineCommand('tracks.add', {
  args: addArgs,
  async apply(db, args, ctx) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('reference_tracks')
      .values({
        id: args.trackId,
        user_id: ctx.userId,
        name: args.name,
        content_sha256: args.contentSha256,
        file_size_bytes: args.fileSizeBytes,
        mime_type: args.mimeType,
        artist: args.artist || null,
        album: args.album || null,
        genre: args.genre || null,
        tags: [],
        status: 'pending',
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n || (await ownTrack(db, ctx, args.trackId)) ? ok() : reject('conflict');
  },
});

const updateArgs = z.object({
  trackId: id,
  name: name.optional(),
  artist: credit.nullish(),
  album: credit.nullish(),
  genre: credit.nullish(),
  description: description.nullish(),
  tags: tags.optional(),
  /** Null removes the override, so that the analysed tempo is shown again. */
  bpmOverride: z.number().min(trackLimits.lowestBpm).max(trackLimits.highestBpm).nullish(),
  keyOverride: z.string().trim().min(1).max(trackLimits.key).nullish(),
});
export type TrackUpdateArgs = z.input<typeof updateArgs>;

const updateTrack = defineCommand('tracks.update', {
  args: updateArgs,
  async apply(db, { trackId, bpmOverride, keyOverride, ...changes }, ctx) {
    const { numUpdatedRows } = await db
      .updateTable('reference_tracks')
      .set({ ...given({ ...changes, bpm_override: bpmOverride, key_override: keyOverride }), updated_at: ctx.now })
      .where('id', '=', trackId)
      .where('user_id', '=', ctx.userId)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 0n ? reject('not_found') : ok();
  },
});

/** What was heard on a track outlives it. The replica has no foreign keys, so what theirs would do on the server is written out here. */
async function forgetTrack(db: CommandDb, trackId: string): Promise<void> {
  const gone = { track_id: null };
  await db.updateTable('focus_library_tracks').set(gone).where('track_id', '=', trackId).execute();
  await db.updateTable('drill_sessions').set(gone).where('track_id', '=', trackId).execute();
  await db.updateTable('listening_sessions').set(gone).where('track_id', '=', trackId).execute();
  await db
    .updateTable('listening_sessions')
    .set({ reference_track_id: null })
    .where('reference_track_id', '=', trackId)
    .execute();
}

const removeTrack = defineCommand('tracks.remove', {
  args: z.object({ trackId: id }),
  async apply(db, { trackId }, ctx) {
    if (!(await ownTrack(db, ctx, trackId))) return ok();
    await removeAnalyses(db, trackId);
    await db.deleteFrom('track_annotations').where('track_id', '=', trackId).execute();
    await db.deleteFrom('track_regions').where('track_id', '=', trackId).execute();
    await forgetTrack(db, trackId);
    await db.deleteFrom('reference_tracks').where('id', '=', trackId).execute();
    return ok();
  },
});

const markFailed = defineCommand('tracks.markFailed', {
  args: z.object({ trackId: id, message: z.string().trim().min(1).max(1_000) }),
  async apply(db, { trackId, message }, ctx) {
    const track = await ownTrack(db, ctx, trackId);
    if (!track) return reject('not_found');
    // Another device may have analysed a file that this device cannot read.
    if (track.status === 'ready') return ok();
    await db
      .updateTable('reference_tracks')
      .set({ status: 'failed', error_message: message, updated_at: ctx.now })
      .where('id', '=', trackId)
      .execute();
    return ok();
  },
});

export const trackRowCommands = [addTrack, updateTrack, removeTrack, markFailed] as const;
