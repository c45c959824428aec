// Our own JSON of notes: whatever was exported comes back the same.
import { z } from 'zod';
import type { Format } from '../../files/format.ts';
import { NOTE_KINDS, READING } from '../rules/note.ts';
import { isWebAddress } from '../rules/url.ts';
import { NoteRecords, type FileNote, type NoteFile } from './note-file.ts';
import { parsedJson } from './read-later.ts';

const MARK = 'cadence-notes';

const ownNote = z.object({
  key: z.string().min(1),
  kind: z.enum(NOTE_KINDS),
  title: z.string(),
  content: z.string(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  url: z.string().refine(isWebAddress).nullable(),
  reading: z.enum(READING),
  pinned: z.boolean(),
  archived: z.boolean(),
  addedAt: z.iso.datetime().nullable(),
});

export const writeNotes = (notes: readonly FileNote[]): string =>
  `${JSON.stringify({ format: MARK, version: 1, notes }, null, 1)}\n`;

export const ownFormat: Format<NoteFile> = {
  id: 'cadence-notes',
  domain: 'notes',
  name: 'Notes of Cadence',
  sniff: ({ text }) => (text.slice(0, 200).includes(`"${MARK}"`) ? { confidence: 1 } : { reason: null }),
  read({ text }, { now }) {
    const records = new NoteRecords(now);
    const file = parsedJson(text) as { notes?: unknown } | undefined;
    const notes: unknown[] = Array.isArray(file?.notes) ? file.notes : [];
    for (const [index, one] of notes.entries()) {
      const read = ownNote.safeParse(one);
      if (read.success) records.add(index + 1, read.data);
      else records.error(index + 1, `The ${index + 1}. note is not as Cadence writes it.`);
    }
    return records.result('cadence');
  },
};
