// A person's marks on a track's timeline: regions (sections, loops) and annotations (notes on an instant or a span).
import { z } from 'zod';
import { trackLimits } from '../rules.ts';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../../command/define.ts';
import { given, id, ownTrack, timeMs } from './args.ts';

const title = z.string().trim().max(trackLimits.markTitle);
const text = z.string().max(trackLimits.markText);
const kind = z.string().trim().max(trackLimits.markKind);
const color = z.string().trim().max(30);
const order = z.int().min(0).max(trackLimits.marks);

type MarkTable = 'track_regions' | 'track_annotations';

const endsBeforeItBegins = { path: ['endTimeMs'], error: 'The end is before the start.' };

async function isFull(db: CommandDb, table: MarkTable, trackId: string): Promise<boolean> {
  const { count } = await db
    .selectFrom(table)
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('track_id', '=', trackId)
    .executeTakeFirstOrThrow();
  return count >= trackLimits.marks;
}

const ownMark = (db: CommandDb, ctx: CommandContext, table: MarkTable, markId: string) =>
  db
    .selectFrom(table)
    .select(['id', 'track_id', 'start_time_ms', 'end_time_ms'])
    .where('id', '=', markId)
    .where('user_id', '=', ctx.userId)
    .executeTakeFirst();

/** Why a new mark cannot be inserted; null when it can, `known` when this same mark exists already. */
async function obstacle(db: CommandDb, ctx: CommandContext, table: MarkTable, trackId: string, markId: string) {
  if (!(await ownTrack(db, ctx, trackId))) return reject('not_found');
  const before = await ownMark(db, ctx, table, markId);
  if (before) return before.track_id === trackId ? 'known' : reject('conflict');
  if (await isFull(db, table, trackId))
    return reject('limit_exceeded', `A track can have at most ${trackLimits.marks} of these.`);
  return null;
}

const addRegionArgs = z
  .object({
    regionId: id,
    trackId: id,
    startTimeMs: timeMs,
    endTimeMs: timeMs,
    name: title.nullish(),
    description: text.nullish(),
    sectionType: kind.nullish(),
    color: color.nullish(),
    displayOrder: order.default(0),
  })
  .refine(({ startTimeMs, endTimeMs }) => endTimeMs >= startTimeMs, endsBeforeItBegins);
export type RegionAddArgs = z.input<typeof addRegionArgs>;

const addRegion = defineCommand('tracks.addRegion', {
  args: addRegionArgs,
  async apply(db, args, ctx) {
    const problem = await obstacle(db, ctx, 'track_regions', args.trackId, args.regionId);
    if (problem !== null) return problem === 'known' ? ok() : problem;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('track_regions')
      .values({
        id: args.regionId,
        track_id: args.trackId,
        user_id: ctx.userId,
        start_time_ms: args.startTimeMs,
        end_time_ms: args.endTimeMs,
        name: args.name ?? null,
        description: args.description ?? null,
        section_type: args.sectionType ?? null,
        color: args.color ?? null,
        display_order: args.displayOrder,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? ok() : reject('conflict');
  },
});

const updateRegionArgs = z.object({
  regionId: id,
  startTimeMs: timeMs.optional(),
  endTimeMs: timeMs.optional(),
  name: title.nullish(),
  description: text.nullish(),
  sectionType: kind.nullish(),
  color: color.nullish(),
  displayOrder: order.optional(),
});
export type RegionUpdateArgs = z.input<typeof updateRegionArgs>;

const updateRegion = defineCommand('tracks.updateRegion', {
  args: updateRegionArgs,
  async apply(db, { regionId, startTimeMs, endTimeMs, name, description, sectionType, color: newColor, displayOrder }, ctx) {
    const region = await ownMark(db, ctx, 'track_regions', regionId);
    if (!region) return reject('not_found');
    const [start, end] = [startTimeMs ?? region.start_time_ms, endTimeMs ?? region.end_time_ms ?? 0];
    if (end < start) return reject('limit_exceeded', endsBeforeItBegins.error);
    const changes = { name, description, section_type: sectionType, color: newColor, display_order: displayOrder };
    await db
      .updateTable('track_regions')
      .set({ ...given(changes), start_time_ms: start, end_time_ms: end, updated_at: ctx.now })
      .where('id', '=', regionId)
      .execute();
    return ok();
  },
});

const removeRegion = defineCommand('tracks.removeRegion', {
  args: z.object({ regionId: id }),
  async apply(db, { regionId }, ctx) {
    await db.deleteFrom('track_regions').where('id', '=', regionId).where('user_id', '=', ctx.userId).execute();
    return ok();
  },
});

const addAnnotationArgs = z
  .object({
    annotationId: id,
    trackId: id,
    startTimeMs: timeMs,
    /** Null for a note on an instant. */
    endTimeMs: timeMs.nullish(),
    title: title.nullish(),
    content: text.nullish(),
    category: kind.nullish(),
    color: color.nullish(),
    isPrivate: z.boolean().default(true),
  })
  .refine(({ startTimeMs, endTimeMs }) => (endTimeMs ?? startTimeMs) >= startTimeMs, endsBeforeItBegins);
export type AnnotationAddArgs = z.input<typeof addAnnotationArgs>;

const addAnnotation = defineCommand('tracks.addAnnotation', {
  args: addAnnotationArgs,
  async apply(db, args, ctx) {
    const problem = await obstacle(db, ctx, 'track_annotations', args.trackId, args.annotationId);
    if (problem !== null) return problem === 'known' ? ok() : problem;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('track_annotations')
      .values({
        id: args.annotationId,
        track_id: args.trackId,
        user_id: ctx.userId,
        start_time_ms: args.startTimeMs,
        end_time_ms: args.endTimeMs ?? null,
        title: args.title ?? null,
        content: args.content ?? null,
        category: args.category ?? null,
        color: args.color ?? null,
        is_private: args.isPrivate,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? ok() : reject('conflict');
  },
});

const updateAnnotationArgs = z.object({
  annotationId: id,
  startTimeMs: timeMs.optional(),
  endTimeMs: timeMs.nullish(),
  title: title.nullish(),
  content: text.nullish(),
  category: kind.nullish(),
  color: color.nullish(),
  isPrivate: z.boolean().optional(),
});
export type AnnotationUpdateArgs = z.input<typeof updateAnnotationArgs>;

const updateAnnotation = defineCommand('tracks.updateAnnotation', {
  args: updateAnnotationArgs,
  async apply(db, { annotationId, startTimeMs, endTimeMs, isPrivate, ...changes }, ctx) {
    const note = await ownMark(db, ctx, 'track_annotations', annotationId);
    if (!note) return reject('not_found');
    const start = startTimeMs ?? note.start_time_ms;
    const end = endTimeMs === undefined ? note.end_time_ms : endTimeMs;
    if (end !== null && end < start) return reject('limit_exceeded', endsBeforeItBegins.error);
    await db
      .updateTable('track_annotations')
      .set({ ...given({ ...changes, is_private: isPrivate }), start_time_ms: start, end_time_ms: end, updated_at: ctx.now })
      .where('id', '=', annotationId)
      .execute();
    return ok();
  },
});

const removeAnnotation = defineCommand('tracks.removeAnnotation', {
  args: z.object({ annotationId: id }),
  async apply(db, { annotationId }, ctx) {
    await db.deleteFrom('track_annotations').where('id', '=', annotationId).where('user_id', '=', ctx.userId).execute();
    return ok();
  },
});

export const trackMarkCommands = [
  addRegion,
  updateRegion,
  removeRegion,
  addAnnotation,
  updateAnnotation,
  removeAnnotation,
] as const;
