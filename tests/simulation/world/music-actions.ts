// Focus music: libraries and their tracks, and what plays in the sessions of the person.
import { recent, type Makers } from './maker.ts';

export const musicMakers: Makers = {
  musicLibrary: {
    weight: 0.4,
    make: (random, made) => {
      const id = random.uuid();
      made.libraries.push(id);
      return { name: 'music.addLibrary', args: { id, name: `Library ${random.below(99)}` } };
    },
  },
  musicRename: {
    weight: 0.3,
    make: (random, made) => {
      const id = recent(random, made.libraries);
      return id === undefined
        ? undefined
        : { name: 'music.updateLibrary', args: { id, name: `Library ${random.below(99)}`, isFavorite: random.chance(0.5) } };
    },
  },
  musicTracks: {
    weight: 0.8,
    make: (random, made) => {
      const libraryId = recent(random, made.libraries);
      if (libraryId === undefined) return undefined;
      const ids = [random.uuid(), random.uuid()];
      made.songs.push(...ids);
      const tracks = ids.map((id) => ({
        id,
        trackId: null,
        url: `https://music.example.org/${id}`,
        title: `Song ${random.below(99)}`,
        durationSeconds: null,
      }));
      return { name: 'music.addTracks', args: { libraryId, tracks } };
    },
  },
  musicOrder: {
    weight: 0.5,
    make: (random, made) => {
      const libraryId = recent(random, made.libraries);
      if (libraryId === undefined || made.songs.length === 0) return undefined;
      return { name: 'music.orderTracks', args: { libraryId, ids: made.songs.slice(-4).reverse() } };
    },
  },
  musicRemoveTrack: {
    weight: 0.3,
    make: (random, made) => {
      const id = recent(random, made.songs);
      return id === undefined ? undefined : { name: 'music.removeTrack', args: { id } };
    },
  },
  musicPlayed: {
    weight: 1.2,
    make: (random, made) => {
      const sessionId = recent(random, made.focus);
      const libraryTrackId = recent(random, made.songs);
      if (sessionId === undefined || libraryTrackId === undefined) return undefined;
      return { name: 'music.played', args: { sessionId, libraryTrackId, seconds: 1 + random.below(300) } };
    },
  },
  musicRemoveLibrary: {
    weight: 0.15,
    make: (random, made) => {
      const id = recent(random, made.libraries);
      return id === undefined ? undefined : { name: 'music.removeLibrary', args: { id } };
    },
  },
};
