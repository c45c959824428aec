// What the screens ask of music, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ oneOf }) => {
  const library = await oneOf('focus_libraries');
  return {
    Music: {
      libraries: queries.libraries(),
      tracksOfLibrary: queries.tracksOfLibrary(library),
      playedByLibrary: queries.playedByLibrary(),
      playedByTrack: queries.playedByTrack(),
    },
    Library: { libraryById: queries.libraryById(library) },
  };
};
