// Tracks and what belongs to them, as the replica has them. Each query names its columns and has an order that ends in the key.
import { sql } from 'kysely';
import { replicaDb, type RowOf } from '#src/replica/query-builder.ts';

const TRACK_COLUMNS = [
  'reference_tracks.id',
  'reference_tracks.name',
  'reference_tracks.artist',
  'reference_tracks.album',
  'reference_tracks.genre',
  'reference_tracks.description',
  'reference_tracks.tags',
  'reference_tracks.status',
  'reference_tracks.error_message',
  'reference_tracks.content_sha256',
  'reference_tracks.file_size_bytes',
  'reference_tracks.mime_type',
  'reference_tracks.duration_seconds',
  'reference_tracks.bpm',
  'reference_tracks.bpm_override',
  'reference_tracks.key_signature',
  'reference_tracks.key_override',
  'reference_tracks.created_at',
] as const;

/** Every track, newest first, with the loudness its analysis found. */
export const allTracks = () =>
  replicaDb
    .selectFrom('reference_tracks')
    .leftJoin('track_analyses', (join) =>
      join.onRef('track_analyses.track_id', '=', 'reference_tracks.id').on('track_analyses.status', '=', 'completed'),
    )
    .distinctOn(['reference_tracks.created_at', 'reference_tracks.id'])
    .select(TRACK_COLUMNS)
    .select(sql<number | null>`(track_analyses.summary ->> 'integratedLufs')::float8`.as('integrated_lufs'))
    .orderBy('reference_tracks.created_at', 'desc')
    .orderBy('reference_tracks.id')
    .orderBy('track_analyses.completed_at', 'desc');
export type TrackListRow = RowOf<typeof allTracks>;

export const trackById = (id: string) =>
  replicaDb.selectFrom('reference_tracks').select(TRACK_COLUMNS).where('id', '=', id).orderBy('id').limit(1);
export type TrackRow = RowOf<typeof trackById>;

/** Whether there is any track at all. */
export const firstTrack = () => replicaDb.selectFrom('reference_tracks').select('id').orderBy('id').limit(1);

/** The hashes of all tracks, to know a file that is here already. */
export const trackHashes = () => replicaDb.selectFrom('reference_tracks').select(['id', 'name', 'content_sha256']).orderBy('id');

/** The newest finished analysis with its manifest; none before the first. */
export const analysisOfTrack = (trackId: string) =>
  replicaDb
    .selectFrom('track_analyses')
    .innerJoin('analysis_frame_manifests as manifest', 'manifest.analysis_id', 'track_analyses.id')
    .select(['track_analyses.id', 'track_analyses.track_id', 'track_analyses.version', 'track_analyses.summary'])
    .select('manifest.id as manifest_id')
    .select(['manifest.manifest_version', 'manifest.hop_ms', 'manifest.frame_count', 'manifest.duration_ms'])
    .select(['manifest.sample_rate', 'manifest.bands', 'manifest.bytes_per_frame', 'manifest.frame_layout'])
    .select(['manifest.fingerprint', 'manifest.analyzer_version', 'manifest.chunk_size_frames', 'manifest.total_chunks'])
    .select('manifest.events')
    .where('track_analyses.track_id', '=', trackId)
    .where('track_analyses.status', '=', 'completed')
    .orderBy('track_analyses.completed_at', 'desc')
    .orderBy('track_analyses.id')
    .limit(1);
export type AnalysisRow = RowOf<typeof analysisOfTrack>;

/** The names of the frames' bytes, in their order. */
export const chunksOfManifest = (manifestId: string) =>
  replicaDb
    .selectFrom('analysis_frame_data')
    .select(['id', 'manifest_id', 'chunk_index', 'content_sha256'])
    .where('manifest_id', '=', manifestId)
    .orderBy('chunk_index')
    .orderBy('id');
export type ChunkRow = RowOf<typeof chunksOfManifest>;

/** Where the analysis thinks that a section begins. */
export const foundSections = (analysisId: string) =>
  replicaDb
    .selectFrom('analysis_events')
    .select(['id', 'analysis_id', 'time_ms', 'confidence'])
    .where('analysis_id', '=', analysisId)
    .where('event_type', '=', 'section')
    .orderBy('time_ms')
    .orderBy('id');
export type FoundSectionRow = RowOf<typeof foundSections>;

export const sectionsOfTrack = (trackId: string) =>
  replicaDb
    .selectFrom('track_regions')
    .select(['id', 'start_time_ms', 'end_time_ms', 'name', 'description', 'section_type', 'color'])
    .where('track_id', '=', trackId)
    .orderBy('start_time_ms')
    .orderBy('id');
export type SectionRow = RowOf<typeof sectionsOfTrack>;

export const notesOfTrack = (trackId: string) =>
  replicaDb
    .selectFrom('track_annotations')
    .select(['id', 'start_time_ms', 'end_time_ms', 'title', 'content', 'category', 'color', 'is_private'])
    .where('track_id', '=', trackId)
    .orderBy('start_time_ms')
    .orderBy('id');
export type NoteRow = RowOf<typeof notesOfTrack>;
