// What the screens ask of tracks, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ oneOf }) => {
  const track = await oneOf('reference_tracks');
  return {
    Studio: {
      allTracks: queries.allTracks(),
      firstTrack: queries.firstTrack(),
      trackHashes: queries.trackHashes(),
    },
    'A track': {
      trackById: queries.trackById(track),
      analysisOfTrack: queries.analysisOfTrack(track),
      chunksOfManifest: queries.chunksOfManifest(await oneOf('analysis_frame_manifests')),
      foundSections: queries.foundSections(await oneOf('track_analyses')),
      sectionsOfTrack: queries.sectionsOfTrack(track),
      notesOfTrack: queries.notesOfTrack(track),
    },
  };
};
