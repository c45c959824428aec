// Libraries of music to focus to, mixes of sounds, and what played in a session. Invariants: a library's `tracks_count` is the number of
// its tracks; a session and a library track have one row of what played, whose seconds only grow.
import { z } from 'zod';
import { defineCommand, ok, reject, type CommandContext, type CommandDb } from '../command/define.ts';
import { deleteOwn, insertionOutcome, insertOwn, jsonb, madeAt, ownRow, owns, patchOwn } from '../command/kit.ts';
import { rowId } from '../command/values.ts';
import { FREE_SOUNDS, SOLD_SOUNDS } from '../focus/sounds.ts';
import { isPlayableAddress, MOST_TRACKS } from './rules.ts';

const MOST_AT_ONCE = 100;
/** No session is longer than this. */
const MOST_SECONDS = 24 * 3_600;
const name = z.string().trim().min(1).max(120);
const description = z.string().trim().max(500).nullable();
const title = z.string().trim().min(1).max(200);
const trackAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine(isPlayableAddress, 'Give an address that begins with https:// and has no password.');
const levels = z.partialRecord(z.enum([...FREE_SOUNDS, ...SOLD_SOUNDS]), z.int().min(0).max(100));

const addLibrary = defineCommand('music.addLibrary', {
  args: z.object({ id: rowId, name, description: description.default(null) }),
  async apply(db, args, ctx) {
    return insertionOutcome(await insertOwn(db, ctx, 'focus_libraries', { ...args, ...madeAt(ctx) }));
  },
});

const updateLibrary = defineCommand('music.updateLibrary', {
  args: z.object({
    id: rowId,
    name: name.optional(),
    description: description.optional(),
    isFavorite: z.boolean().optional(),
  }),
  apply: (db, { id, isFavorite, ...plain }, ctx) =>
    patchOwn(db, ctx, 'focus_libraries', id, { ...plain, is_favorite: isFavorite }),
});

const removeLibrary = defineCommand('music.removeLibrary', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    if (!(await owns(db, ctx, 'focus_libraries', id))) return ok();
    // The replica has no foreign keys: what the server does by "on delete" is done here for both.
    const tracks = await db.selectFrom('focus_library_tracks').select('id').where('library_id', '=', id).orderBy('id').execute();
    for (const track of tracks) await forgetTrack(db, ctx, track.id);
    await db
      .updateTable('focus_music_plays')
      .set({ library_id: null })
      .where('library_id', '=', id)
      .where('user_id', '=', ctx.userId)
      .execute();
    return deleteOwn(db, ctx, 'focus_libraries', id);
  },
});

/** A mix is kept as a library of the type "noise"; saving it again changes it. */
const saveMix = defineCommand('music.saveMix', {
  args: z.object({ id: rowId, name, levels }),
  async apply(db, { id, name: called, levels: mixed }, ctx) {
    const row = await ownRow(db, ctx, 'focus_libraries', id, ['library_type']);
    if (row && row.library_type !== 'noise') return reject('conflict');
    const values = { name: called, levels: jsonb(mixed) };
    if (row) return patchOwn(db, ctx, 'focus_libraries', id, values);
    return insertionOutcome(
      await insertOwn(db, ctx, 'focus_libraries', { id, library_type: 'noise', ...values, ...madeAt(ctx) }),
    );
  },
});

const tracksOf = (db: CommandDb, libraryId: string) =>
  db
    .selectFrom('focus_library_tracks')
    .select(['id', 'sort_order'])
    .where('library_id', '=', libraryId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();

async function countTracks(db: CommandDb, ctx: CommandContext, libraryId: string): Promise<void> {
  const { length } = await tracksOf(db, libraryId);
  await patchOwn(db, ctx, 'focus_libraries', libraryId, { tracks_count: length });
}

const addTracks = defineCommand('music.addTracks', {
  args: z.object({
    libraryId: rowId,
    tracks: z
      .array(
        z
          .object({
            id: rowId,
            /** One of the person's tracks. */
            trackId: rowId.nullable(),
            /** An https address of a file or stream. */
            url: trackAddress.nullable(),
            title,
            durationSeconds: z.number().min(0).max(MOST_SECONDS).nullable(),
          })
          .refine(({ trackId, url }) => (trackId === null) !== (url === null), 'Give a track or an address.'),
      )
      .min(1)
      .max(MOST_AT_ONCE),
  }),
  async apply(db, { libraryId, tracks }, ctx) {
    const library = await ownRow(db, ctx, 'focus_libraries', libraryId, ['library_type']);
    if (!library || library.library_type === 'noise') return reject('not_found');
    const there = await tracksOf(db, libraryId);
    const known = new Set(there.map(({ id }) => id));
    const added = tracks.filter(({ id }) => !known.has(id));
    if (there.length + added.length > MOST_TRACKS)
      return reject('limit_exceeded', `A library can have at most ${MOST_TRACKS} tracks.`);
    for (const track of added) {
      if (track.trackId !== null && !(await owns(db, ctx, 'reference_tracks', track.trackId))) return reject('not_found');
      const taken = await db.selectFrom('focus_library_tracks').select('id').where('id', '=', track.id).executeTakeFirst();
      if (taken) return reject('conflict');
    }
    let place = (there.at(-1)?.sort_order ?? -1) + 1;
    for (const track of added) {
      await db
        .insertInto('focus_library_tracks')
        .values({
          id: track.id,
          library_id: libraryId,
          track_id: track.trackId,
          track_title: track.title,
          track_url: track.url,
          duration_seconds: track.durationSeconds,
          sort_order: place++,
          added_at: ctx.now,
        })
        .execute();
    }
    await countTracks(db, ctx, libraryId);
    return ok();
  },
});

/** The library of a track, when it is the person's own. */
async function libraryOf(
  db: CommandDb,
  ctx: CommandContext,
  id: string,
): Promise<{ id: string; name: string; title: string } | undefined> {
  const track = await db
    .selectFrom('focus_library_tracks')
    .select(['library_id', 'track_title'])
    .where('id', '=', id)
    .executeTakeFirst();
  const library = track && (await ownRow(db, ctx, 'focus_libraries', track.library_id, ['name']));
  return library && { id: track.library_id, name: library.name, title: track.track_title };
}

const renameTrack = defineCommand('music.renameTrack', {
  args: z.object({ id: rowId, title }),
  async apply(db, { id, title: called }, ctx) {
    if (!(await libraryOf(db, ctx, id))) return reject('not_found');
    await db.updateTable('focus_library_tracks').set({ track_title: called }).where('id', '=', id).execute();
    return ok();
  },
});

async function forgetTrack(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await db
    .updateTable('focus_music_plays')
    .set({ library_track_id: null })
    .where('library_track_id', '=', id)
    .where('user_id', '=', ctx.userId)
    .execute();
  await db.deleteFrom('focus_library_tracks').where('id', '=', id).execute();
}

const removeTrack = defineCommand('music.removeTrack', {
  args: z.object({ id: rowId }),
  async apply(db, { id }, ctx) {
    const library = await libraryOf(db, ctx, id);
    if (!library) return ok();
    await forgetTrack(db, ctx, id);
    await countTracks(db, ctx, library.id);
    return ok();
  },
});

/** The tracks named come in this order, before those that are not named, which keep theirs. */
const orderTracks = defineCommand('music.orderTracks', {
  args: z.object({ libraryId: rowId, ids: z.array(rowId).min(1).max(MOST_TRACKS) }),
  async apply(db, { libraryId, ids }, ctx) {
    if (!(await owns(db, ctx, 'focus_libraries', libraryId))) return reject('not_found');
    const rows = await tracksOf(db, libraryId);
    const placeById = new Map(rows.map(({ id, sort_order }) => [id, sort_order]));
    const named = [...new Set(ids)].filter((id) => placeById.has(id));
    const others = rows.map(({ id }) => id).filter((id) => !named.includes(id));
    for (const [place, id] of [...named, ...others].entries()) {
      if (placeById.get(id) !== place)
        await db.updateTable('focus_library_tracks').set({ sort_order: place }).where('id', '=', id).execute();
    }
    return ok();
  },
});

/** Seconds of a library track that were heard in a session, added to those before. */
const played = defineCommand('music.played', {
  args: z.object({ sessionId: rowId, libraryTrackId: rowId, seconds: z.int().min(1).max(MOST_SECONDS) }),
  async apply(db, { sessionId, libraryTrackId, seconds }, ctx) {
    if (!(await owns(db, ctx, 'focus_sessions', sessionId))) return ok();
    const library = await libraryOf(db, ctx, libraryTrackId);
    // Removed while it played: there is nothing left to name.
    if (!library) return ok();
    const id = ctx.derivedId('focus_music_plays', sessionId, libraryTrackId);
    const row = await ownRow(db, ctx, 'focus_music_plays', id, ['seconds']);
    if (row) return patchOwn(db, ctx, 'focus_music_plays', id, { seconds: Math.min(MOST_SECONDS, row.seconds + seconds) });
    return insertionOutcome(
      await insertOwn(db, ctx, 'focus_music_plays', {
        id,
        session_id: sessionId,
        library_id: library.id,
        library_track_id: libraryTrackId,
        library_name: library.name,
        track_title: library.title,
        seconds,
        ...madeAt(ctx),
      }),
    );
  },
});

export const musicCommands = [
  addLibrary,
  updateLibrary,
  removeLibrary,
  saveMix,
  addTracks,
  renameTrack,
  removeTrack,
  orderTracks,
  played,
] as const;
