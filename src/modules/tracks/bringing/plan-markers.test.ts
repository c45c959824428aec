import { expect, it } from 'vitest';
import type { MarkerSet } from '#schema/tracks/files/marker.ts';
import type { NoteRow, SectionRow } from '../queries.ts';
import { likeliestSet, planMarkers, typeOfTitle } from './plan-markers.ts';

const set = (markers: [number, number | null, string][], more: Partial<MarkerSet> = {}): MarkerSet => ({
  ...{ title: '', artist: '', durationMs: null, ...more },
  markers: markers.map(([startMs, endMs, title]) => ({ startMs, endMs, title })),
});
const cues = set([
  [0, null, 'Intro'],
  [14_000, null, 'Pre-Chorus'],
  [28_000, 40_000, 'Chorus 2'],
  [90_000, null, 'After the end'],
]);
const durationMs = 60_000;

it('moments become notes, spans keep their end, and what lies after the end of the track is left out', () => {
  const plan = planMarkers({ set: cues, becomes: 'notes', durationMs, sections: [], notes: [] });
  expect(plan.notes.map(({ startMs, endMs, title }) => [startMs, endMs, title])).toEqual([
    [0, null, 'Intro'],
    [14_000, null, 'Pre-Chorus'],
    [28_000, 40_000, 'Chorus 2'],
  ]);
  expect(plan).toMatchObject({ sections: [], known: 0, beyond: 1 });
});

it('as sections each lasts until the next, or to its own end, with the type that its name says', () => {
  const plan = planMarkers({ set: cues, becomes: 'sections', durationMs, sections: [], notes: [] });
  expect(plan.sections.map(({ startMs, endMs, type }) => [startMs, endMs, type])).toEqual([
    [0, 14_000, 'intro'],
    [14_000, 28_000, 'pre-chorus'],
    [28_000, 40_000, 'chorus'],
  ]);
  expect(typeOfTitle('Something')).toBe('other');
});

it('the same file again adds nothing, as what it may have become', () => {
  const { notes } = planMarkers({ set: cues, becomes: 'notes', durationMs, sections: [], notes: [] });
  const noteRows = notes.map(({ startMs, title }) => ({ start_time_ms: startMs, title }) as NoteRow);
  const sectionRows = notes.map(({ startMs, title }) => ({ start_time_ms: startMs, name: title }) as SectionRow);
  for (const here of [
    { notes: noteRows, sections: [] },
    { notes: [], sections: sectionRows },
  ])
    for (const becomes of ['notes', 'sections'] as const)
      expect(planMarkers({ set: cues, becomes, durationMs, ...here })).toMatchObject({ notes: [], sections: [], known: 3 });
});

it('the track of a collection is found by its name, artist and length', () => {
  const sets = [
    set([], { title: 'Other', artist: 'X', durationMs: 60_000 }),
    set([], { title: 'My Song', artist: 'Y', durationMs: 99_000 }),
    set([], { title: 'My song', artist: 'X', durationMs: 60_500 }),
  ];
  expect(likeliestSet(sets, { name: 'My Song', artist: 'X' }, durationMs)).toBe(2);
  expect(likeliestSet(sets, { name: '01 My Song.mp3', artist: null }, durationMs)).toBe(2);
  expect(likeliestSet([set([])], { name: 'Z', artist: null }, durationMs)).toBe(0);
});
