// This person's tracks with the version of the analysis that stands, oldest first.
import { replicaDb } from '#src/replica/query-builder.ts';

export const analysisCandidates = () =>
  replicaDb
    .selectFrom('reference_tracks')
    .leftJoin('track_analyses', (join) =>
      join.onRef('track_analyses.track_id', '=', 'reference_tracks.id').on('track_analyses.status', '=', 'completed'),
    )
    .distinctOn(['reference_tracks.created_at', 'reference_tracks.id'])
    .select(['reference_tracks.id', 'reference_tracks.content_sha256', 'reference_tracks.status', 'track_analyses.version'])
    .orderBy('reference_tracks.created_at')
    .orderBy('reference_tracks.id')
    .orderBy('track_analyses.completed_at', 'desc');
