// What the replica knows of libraries, their tracks, mixes and what played.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const LIBRARY_COLUMNS = ['id', 'name', 'description', 'tracks_count', 'is_favorite'] as const;

/** Libraries of music, favourites first. */
export const libraries = () =>
  replicaDb
    .selectFrom('focus_libraries')
    .select(LIBRARY_COLUMNS)
    .where('library_type', '!=', 'noise')
    .orderBy('is_favorite', 'desc')
    .orderBy('name')
    .orderBy('id');
export type LibraryRow = RowOf<typeof libraries>;

export const libraryById = (id: string) =>
  replicaDb
    .selectFrom('focus_libraries')
    .select(LIBRARY_COLUMNS)
    .where('id', '=', id)
    .where('library_type', '!=', 'noise')
    .orderBy('id')
    .limit(1);

/** In their order, each with the file and the newest finished analysis of the person's track behind it. */
export const tracksOfLibrary = (libraryId: string) =>
  replicaDb
    .selectFrom('focus_library_tracks as entry')
    .leftJoin('reference_tracks as track', 'track.id', 'entry.track_id')
    .leftJoin('track_analyses as analysis', (join) =>
      join.onRef('analysis.track_id', '=', 'entry.track_id').on('analysis.status', '=', 'completed'),
    )
    .distinctOn(['entry.sort_order', 'entry.id'])
    .select(['entry.id', 'entry.track_id', 'entry.track_title', 'entry.track_url', 'entry.duration_seconds', 'entry.sort_order'])
    .select(['track.content_sha256', 'track.bpm_override', 'analysis.summary'])
    .where('entry.library_id', '=', libraryId)
    .orderBy('entry.sort_order')
    .orderBy('entry.id')
    .orderBy('analysis.completed_at', 'desc');
export type LibraryTrackRow = RowOf<typeof tracksOfLibrary>;

const sessionsWith = (status: 'completed' | 'abandoned') =>
  sql<number>`count(distinct focus_sessions.id) filter (where focus_sessions.status = ${sql.lit(status)})::int`;

/** Sessions in which something of each library was heard since then, most time first. */
export const playedByLibrary = (since: Date) =>
  replicaDb
    .selectFrom('focus_music_plays as play')
    .innerJoin('focus_sessions', 'focus_sessions.id', 'play.session_id')
    .select('play.library_name')
    .select([sessionsWith('completed').as('completed'), sessionsWith('abandoned').as('abandoned')])
    .select(sql<number>`sum(play.seconds)::int`.as('seconds'))
    .where('play.created_at', '>=', since)
    .groupBy('play.library_name')
    .orderBy('seconds', 'desc')
    .orderBy('play.library_name');
export type PlayedLibraryRow = RowOf<typeof playedByLibrary>;

export const playedByTrack = (since: Date, limit = 200) =>
  replicaDb
    .selectFrom('focus_music_plays as play')
    .innerJoin('focus_sessions', 'focus_sessions.id', 'play.session_id')
    .select(['play.library_name', 'play.track_title'])
    .select([sessionsWith('completed').as('completed'), sessionsWith('abandoned').as('abandoned')])
    .select(sql<number>`sum(play.seconds)::int`.as('seconds'))
    .where('play.created_at', '>=', since)
    .groupBy(['play.library_name', 'play.track_title'])
    .orderBy('seconds', 'desc')
    .orderBy('play.library_name')
    .orderBy('play.track_title')
    .limit(limit);
export type PlayedTrackRow = RowOf<typeof playedByTrack>;
