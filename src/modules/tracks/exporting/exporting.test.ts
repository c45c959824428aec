import { expect, test } from 'vitest';
import type { NoteRow, TrackRow } from '../queries.ts';
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
