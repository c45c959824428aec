// Libraries, their tracks and order, mixes, and what played in sessions, on one device and on two.
import { expect } from 'vitest';
import type { Kysely } from 'kysely';
import type { Database } from '#schema/database.ts';
import type { UserId } from '#schema/ids.ts';
import { SCENARIO_START, scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const day = '2026-03-02';
const ownTrack = scenarioId('track');
const libraryId = scenarioId('library');
const mixId = scenarioId('mix');
const first = scenarioId('first');
const second = scenarioId('second');
const third = scenarioId('third');
const sessionId = scenarioId('session');
const otherSession = scenarioId('other session');

async function given(db: Kysely<Database>, userId: UserId): Promise<void> {
  const stamps = { created_at: SCENARIO_START, updated_at: SCENARIO_START };
  await db
    .insertInto('reference_tracks')
    .values({ id: ownTrack, user_id: userId, name: 'A song', ...stamps })
    .execute();
}

const addLibrary = { id: libraryId, name: 'Quiet', description: null };
const own = { id: first, trackId: ownTrack, url: null, title: 'A song', durationSeconds: 200 };
const address = (id: string, name: string) => ({
  id,
  trackId: null,
  url: `https://music.example.org/${name}.ogg`,
  title: name,
  durationSeconds: null,
});
const addTracks = { libraryId, tracks: [own, address(second, 'second'), address(third, 'third')] };
const start = { mode: 'countdown' as const, durationSeconds: 1_500, day };
const titles = (rows: TableRows) =>
  [...(rows['focus_library_tracks'] ?? [])]
    .sort((a, b) => Number(a['sort_order']) - Number(b['sort_order']))
    .map((row) => row['track_title']);

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A library has own tracks and addresses, in the order that was dragged, under the name that was given last.',
    given,
    steps: [
      step(0, 'music.addLibrary', addLibrary),
      step(1, 'music.addTracks', addTracks),
      step(1, 'music.addTracks', addTracks, { device: 'desktop' }),
      step(2, 'music.orderTracks', { libraryId, ids: [third, first] }),
      step(3, 'music.renameTrack', { id: second, title: 'Second of two' }),
      step(4, 'music.updateLibrary', { id: libraryId, name: 'Very quiet', isFavorite: true }),
    ],
    then: (rows) => {
      expect(titles(rows)).toEqual(['third', 'A song', 'Second of two']);
      expect(rows['focus_libraries']).toMatchObject([{ name: 'Very quiet', tracks_count: 3, is_favorite: true }]);
    },
  },
  {
    title: 'A track that is removed on one device does not come back by the order of another.',
    given,
    steps: [
      step(0, 'music.addLibrary', addLibrary),
      step(1, 'music.addTracks', addTracks),
      step(2, 'music.removeTrack', { id: first }),
      step(3, 'music.orderTracks', { libraryId, ids: [third, first, second] }, { device: 'desktop' }),
      step(4, 'music.removeTrack', { id: first }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(titles(rows)).toEqual(['third', 'second']);
      expect(rows['focus_libraries']).toMatchObject([{ tracks_count: 2 }]);
    },
  },
  {
    title: 'Two devices that play one track in one session have one row, and a removed library leaves what played.',
    given,
    steps: [
      step(0, 'music.addLibrary', addLibrary),
      step(1, 'music.addTracks', addTracks),
      step(2, 'focus.start', { id: sessionId, ...start }),
      step(5, 'music.played', { sessionId, libraryTrackId: first, seconds: 120 }),
      step(6, 'music.played', { sessionId, libraryTrackId: first, seconds: 30 }, { device: 'desktop' }),
      step(7, 'focus.abandon', { id: sessionId }),
      step(8, 'music.removeLibrary', { id: libraryId }),
      step(9, 'music.played', { sessionId, libraryTrackId: first, seconds: 30 }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(rows['focus_library_tracks'] ?? []).toEqual([]);
      expect(rows['focus_music_plays']).toMatchObject([
        { seconds: 150, library_name: 'Quiet', track_title: 'A song', library_id: null, library_track_id: null },
      ]);
    },
  },
  {
    title: 'What played in a session goes with the session: deleted with it, and moved when sessions are merged.',
    given,
    steps: [
      step(0, 'music.addLibrary', addLibrary),
      step(1, 'music.addTracks', addTracks),
      step(2, 'focus.start', { id: sessionId, ...start }),
      step(5, 'music.played', { sessionId, libraryTrackId: first, seconds: 120 }),
      step(6, 'focus.complete', { id: sessionId, day }),
      step(7, 'focus.start', { id: otherSession, ...start }),
      step(9, 'music.played', { sessionId: otherSession, libraryTrackId: second, seconds: 60 }),
      step(10, 'focus.complete', { id: otherSession, day }),
      step(11, 'focus.merge', { id: sessionId, others: [otherSession] }),
    ],
    then: (rows) => {
      expect((rows['focus_music_plays'] ?? []).map((row) => row['session_id'])).toEqual([sessionId, sessionId]);
    },
  },
  {
    title: 'A mix is saved and changed under its id, and takes no tracks.',
    given,
    steps: [
      step(0, 'music.saveMix', { id: mixId, name: 'Rain', levels: { rain: 60 } }),
      step(1, 'music.saveMix', { id: mixId, name: 'Rain and wind', levels: { rain: 60, wind: 20 } }, { device: 'desktop' }),
      step(2, 'music.addTracks', { ...addTracks, libraryId: mixId }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['focus_libraries']).toMatchObject([
        { name: 'Rain and wind', library_type: 'noise', levels: { rain: 60, wind: 20 }, tracks_count: 0 },
      ]);
    },
  },
];
