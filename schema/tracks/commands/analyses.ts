// The results of an analysis, saved by the device that computed them so that no other device has to. The bytes of the frames
// are blobs; the rows contain their hashes. A track has one analysis: a later one replaces it, unless the stored one is of a
// newer analyzer.
import { z } from 'zod';
import { isOlderAnalyzer, trackLimits } from '../rules.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { jsonb } from '../../command/kit.ts';
import { id, instant, ownTrack, sha256, timeMs } from './args.ts';

const deltas = (most: number) => z.array(z.int().min(0).max(trackLimits.durationMs)).max(most);
const withinBytes = (most: number) => (value: unknown) => JSON.stringify(value).length <= most;
/** The range of an int4 column. */
const count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

const manifest = z.object({
  manifestVersion: z.int().positive().max(1_000).default(1),
  hopMs: z.number().positive().max(1_000),
  frameCount: count,
  durationMs: timeMs,
  sampleRate: z.int().positive().max(1_000_000),
  bands: count,
  bytesPerFrame: count,
  frameLayout: z
    .array(z.record(z.string(), z.json()))
    .max(trackLimits.layoutColumns)
    .refine(withinBytes(trackLimits.layoutBytes), 'The layout is too long.'),
  fingerprint: z.string().max(16_384).nullable(),
  chunkSizeFrames: z.int().positive().max(1_000_000),
  /** Differences in ms (`timesToDeltas`): one row per event would outnumber all other rows of a person. */
  events: z.object({ beats: deltas(trackLimits.beats), onsets: deltas(trackLimits.onsets) }),
});

const chunk = z.object({
  chunkId: id,
  index: count,
  startFrame: count,
  endFrame: count,
  startTimeMs: timeMs,
  endTimeMs: timeMs,
  contentSha256: sha256,
  byteSize: count,
});

const event = z.object({
  eventId: id,
  timeMs: z.number().min(0).max(trackLimits.durationMs),
  durationMs: z.number().min(0).max(trackLimits.durationMs).nullish(),
  eventType: z.string().min(1).max(40),
  eventData: z.record(z.string(), z.json()).refine(withinBytes(1_000), 'The event holds too much.').default({}),
  confidence: z.number().min(0).max(1).nullish(),
});

const saveArgs = z
  .object({
    trackId: id,
    analysisId: id,
    manifestId: id,
    analyzerVersion: z.string().min(1).max(64),
    startedAt: instant,
    /** The columns of the track's own row. */
    bpm: z.number().positive().max(trackLimits.highestBpm).nullable(),
    keySignature: z.string().max(trackLimits.key).nullable(),
    summary: z.record(z.string(), z.json()).refine(withinBytes(trackLimits.summaryBytes), 'The summary is too long.'),
    manifest,
    chunks: z.array(chunk).max(trackLimits.chunks),
    /** The only events with a row each: sections. */
    events: z.array(event).max(trackLimits.sections),
  })
  .refine(({ chunks }) => chunks.every(({ index, startFrame, endFrame }, at) => index === at && endFrame >= startFrame), {
    path: ['chunks'],
    error: 'The chunks are not in their order.',
  })
  .refine(({ chunks, manifest: { frameCount, chunkSizeFrames } }) => chunks.length === Math.ceil(frameCount / chunkSizeFrames), {
    path: ['chunks'],
    error: 'The chunks do not fit the number of frames.',
  });
export type AnalysisSaveArgs = z.input<typeof saveArgs>;
type Analysis = z.output<typeof saveArgs>;

const saveAnalysis = defineCommand('tracks.saveAnalysis', {
  args: saveArgs,
  async apply(db, args, ctx) {
    if (!(await ownTrack(db, ctx, args.trackId))) return reject('not_found');
    if (await hasNewerAnalysis(db, args)) return ok();
    await removeAnalyses(db, args.trackId);
    if (!(await insertAnalysis(db, ctx, args))) return reject('conflict');
    if (!(await insertManifest(db, ctx, args))) return reject('conflict');
    if (!(await insertChunks(db, ctx, args))) return reject('conflict');
    if (!(await insertEvents(db, ctx, args))) return reject('conflict');
    await db
      .updateTable('reference_tracks')
      .set({
        status: 'ready',
        error_message: null,
        duration_seconds: args.manifest.durationMs / 1_000,
        bpm: args.bpm,
        key_signature: args.keySignature,
        updated_at: ctx.now,
      })
      .where('id', '=', args.trackId)
      .execute();
    return ok();
  },
});

/** Deletes a track's analyses with all their results. The frames' blobs are deleted once no row refers to them. */
export async function removeAnalyses(db: CommandDb, trackId: string): Promise<void> {
  const analyses = await db.selectFrom('track_analyses').select('id').where('track_id', '=', trackId).execute();
  if (analyses.length === 0) return;
  const ids = analyses.map((analysis) => analysis.id);
  const manifests = await db.selectFrom('analysis_frame_manifests').select('id').where('analysis_id', 'in', ids).execute();
  if (manifests.length > 0) {
    const manifestIds = manifests.map((one) => one.id);
    await db.deleteFrom('analysis_frame_data').where('manifest_id', 'in', manifestIds).execute();
  }
  await db.deleteFrom('analysis_events').where('analysis_id', 'in', ids).execute();
  await db.deleteFrom('analysis_frame_manifests').where('analysis_id', 'in', ids).execute();
  await db.deleteFrom('analysis_frame_chunks').where('analysis_id', 'in', ids).execute();
  await db.deleteFrom('track_analyses').where('id', 'in', ids).execute();
}

async function hasNewerAnalysis(db: CommandDb, { trackId, analyzerVersion }: Analysis): Promise<boolean> {
  const standing = await db
    .selectFrom('track_analyses')
    .select('version')
    .where('track_id', '=', trackId)
    .where('status', '=', 'completed')
    .execute();
  return standing.some(({ version }) => isOlderAnalyzer(analyzerVersion, version));
}

// After removeAnalyses, a conflicting id belongs to another track or person. Each of these functions returns whether all rows
// were inserted.

async function insertAnalysis(db: CommandDb, ctx: CommandContext, args: Analysis): Promise<boolean> {
  const startedAt = new Date(args.startedAt);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('track_analyses')
    .values({
      id: args.analysisId,
      track_id: args.trackId,
      analysis_type: 'full',
      version: args.analyzerVersion,
      status: 'completed',
      started_at: startedAt < ctx.now ? startedAt : ctx.now,
      completed_at: ctx.now,
      summary: jsonb(args.summary),
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function insertManifest(db: CommandDb, ctx: CommandContext, args: Analysis): Promise<boolean> {
  const { frameLayout, events, ...facts } = args.manifest;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('analysis_frame_manifests')
    .values({
      id: args.manifestId,
      analysis_id: args.analysisId,
      manifest_version: facts.manifestVersion,
      hop_ms: facts.hopMs,
      frame_count: facts.frameCount,
      duration_ms: facts.durationMs,
      sample_rate: facts.sampleRate,
      bands: facts.bands,
      bytes_per_frame: facts.bytesPerFrame,
      frame_layout: jsonb(frameLayout),
      events: jsonb(events),
      fingerprint: facts.fingerprint,
      analyzer_version: args.analyzerVersion,
      chunk_size_frames: facts.chunkSizeFrames,
      total_chunks: args.chunks.length,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function insertChunks(db: CommandDb, ctx: CommandContext, { manifestId, chunks }: Analysis): Promise<boolean> {
  if (chunks.length === 0) return true;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('analysis_frame_data')
    .values(
      chunks.map((one) => ({
        id: one.chunkId,
        manifest_id: manifestId,
        chunk_index: one.index,
        start_frame: one.startFrame,
        end_frame: one.endFrame,
        start_time_ms: one.startTimeMs,
        end_time_ms: Math.max(one.startTimeMs, one.endTimeMs),
        frame_count: one.endFrame - one.startFrame,
        compressed: true,
        compression_type: 'deflate-raw' as const,
        content_sha256: one.contentSha256,
        byte_size: one.byteSize,
        created_at: ctx.now,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(chunks.length);
}

async function insertEvents(db: CommandDb, ctx: CommandContext, { analysisId, events }: Analysis): Promise<boolean> {
  if (events.length === 0) return true;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('analysis_events')
    .values(
      events.map((one) => ({
        id: one.eventId,
        analysis_id: analysisId,
        time_ms: one.timeMs,
        duration_ms: one.durationMs ?? null,
        event_type: one.eventType,
        event_data: jsonb(one.eventData),
        confidence: one.confidence ?? null,
        created_at: ctx.now,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === BigInt(events.length);
}

export const trackAnalysisCommands = [saveAnalysis] as const;
