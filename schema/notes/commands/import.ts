// Imported notes. The id of a new one follows from the file and its key there, so that two devices that import the same file make the
// same notes. A note that is here already gets the tags that it lacks and keeps everything else.
import { z } from 'zod';
import { defineCommand, ok, reject } from '../../command/define.ts';
import { ownRow, patchOwn } from '../../command/kit.ts';
import { rowId } from '../../command/values.ts';
import { NOTE_SOURCES } from '../files/note-file.ts';
import { changedTags, noteLimits } from '../rules/note.ts';
import { newNote } from './args.ts';
import { insertNote, tableOf } from './notes.ts';

const KEY_CHARACTERS = 5_000;

const importedNote = newNote.omit({ id: true }).extend({
  key: z.string().min(1).max(KEY_CHARACTERS),
  /** The note here that gets the tags. */
  knownId: rowId.nullable(),
});
export type ImportedNote = z.input<typeof importedNote>;

const importNotes = defineCommand('notes.import', {
  args: z.object({ source: z.enum(NOTE_SOURCES), notes: z.array(importedNote).min(1).max(noteLimits.items) }),
  async apply(db, { source, notes }, ctx) {
    for (const { key, knownId, ...note } of notes) {
      const table = tableOf(note.kind);
      const id = knownId ?? ctx.derivedId('notes', source, note.kind, key);
      const here = await ownRow(db, ctx, table, id, ['tags']);
      if (here) {
        const tags = changedTags(here.tags, note.tags ?? [], []);
        if (tags.length > here.tags.length) await patchOwn(db, ctx, table, id, { tags });
      } else if (knownId === null) {
        const insertion = await insertNote(db, ctx, { ...note, id, source, sourceKey: key });
        if (insertion === 'conflict') return reject('conflict');
      }
    }
    return ok();
  },
});

export const importCommands = [importNotes] as const;
