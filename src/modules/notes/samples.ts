// What the screens ask of notes, for the bench.
import type { Samples } from '../samples.ts';
import * as queries from './queries.ts';

export const samples: Samples = async ({ oneOf, mostUsed }) => {
  const noteId = await oneOf('ideas');
  const [tag = 'work'] = (await mostUsed('ideas', 'tags', 1)).flat();
  const all = { kinds: ['idea', 'entry'], shelf: 'current', tag: '', reading: '' } as const;
  const links = { ...all, kinds: ['reference'] } as const;
  return {
    Notes: {
      'notesInOrder, changed': queries.notesInOrder(all, 'updated', true, 300),
      'notesInOrder, references': queries.notesInOrder(links, 'created', true, 300),
      'notesInOrder, one tag': queries.notesInOrder({ ...all, tag: String(tag) }, 'title', false, 300),
      searchedNotes: queries.searchedNotes('captured later 49', all, 300),
      noteTags: queries.noteTags(),
    },
    Note: {
      noteById: queries.noteById(noteId),
      filesOfNote: queries.filesOfNote(noteId),
      versionsOfNote: queries.versionsOfNote(noteId),
      notesByTitles: queries.notesByTitles(['one title', 'another']),
      notesTitledLike: queries.notesTitledLike('not'),
      filesForExport: queries.filesForExport(),
      mentionsOf: queries.mentionsOf(['One title', 'a former one']),
      categoriesInUse: queries.categoriesInUse(),
      holdersOfTag: queries.holdersOfTag(String(tag)),
      inboxHoldersOfTag: queries.inboxHoldersOfTag(String(tag)),
      referencesOfSite: queries.referencesOfSite('example.org'),
    },
    'Note import': { notesForImport: queries.notesForImport(), importedNotes: queries.importedNotes() },
    Files: { notesForExport: queries.notesForExport() },
  };
};
