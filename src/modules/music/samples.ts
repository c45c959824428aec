// What the screens ask of music, for the bench.
import type { Samples } from '../samples.ts';
import { playedSince } from './model.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ lastDay, oneOf }) => {
  const library = await oneOf('focus_libraries');
  const since = playedSince(lastDay);
  return {
    Music: {
      libraries: queries.libraries(),
      tracksOfLibrary: queries.tracksOfLibrary(library),
      playedByLibrary: queries.playedByLibrary(since),
      playedByTrack: queries.playedByTrack(since),
    },
    Library: { libraryById: queries.libraryById(library) },
  };
};
