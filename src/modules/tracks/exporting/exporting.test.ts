import { expect, test } from 'vitest';
import type { NoteRow, TrackRow } from '../queries.ts';
import { readMarkers } from '#schema/tracks/files/read-markers.ts';
import { exportMarks, MARK_FORMATS } from './exporting.ts';

const note = (title: string, is_private: boolean) =>
  ({ start_time_ms: 1000, end_time_ms: null, title, content: null, category: 'note', color: null, is_private }) as NoteRow;
const track = { name: 'Song', artist: null, album: null, genre: null, tags: [], description: null } as unknown as TrackRow;
const exported = { track, analysis: null, sections: [], notes: [note('For the band', false), note('Only mine', true)] };

test.each(MARK_FORMATS)('private notes are left out of an export as %s unless they are asked for', async (format) => {
  const usual = await exportMarks(exported, format).file.text();
  expect(usual).toContain('For the band');
  expect(usual).not.toContain('Only mine');
  expect(await exportMarks({ ...exported, isWithPrivate: true }, format).file.text()).toContain('Only mine');
});

test.each(['audacity', 'reaper', 'audition'] as const)('what was written for %s is read as the same markers', async (format) => {
  const span = { ...note('A, "solo"\tpart', false), start_time_ms: 61_500, end_time_ms: 3_672_250 } as NoteRow;
  const { file } = exportMarks({ ...exported, notes: [note('=1+1', false), span] }, format);
  const read = readMarkers(new Uint8Array(await file.arrayBuffer()), { bpm: null });
  expect(read.kind === 'read' && read.file.sets[0]?.markers).toEqual([
    { startMs: 1000, endMs: null, title: '=1+1' },
    { startMs: 61_500, endMs: 3_672_250, title: 'A, "solo" part' },
  ]);
});
