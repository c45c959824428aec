// Notes in the search: their pages, a new note, and every note by its words.
import { IconBulb, IconFileImport, IconLink, IconNotes, IconPlus } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

const open: NonNullable<SearchSource['records']>[number]['open'] = ({ id }, { navigate }) =>
  void navigate({ to: '/library/notes/$noteId', params: { noteId: id } });

export const notesSearch: SearchSource = {
  useCommands: (navigate) => [
    { id: 'new-note', label: strings.editor.newTitle, icon: IconPlus, run: () => void navigate({ to: '/library/notes/new' }) },
    {
      id: 'new-reference',
      label: strings.editor.newLinkTitle,
      icon: IconLink,
      run: () => void navigate({ to: '/library/notes/new', search: { kind: 'reference' } }),
    },
  ],
  pages: (navigate) => [
    {
      id: 'page-notes-import',
      label: strings.importPage.title,
      icon: IconFileImport,
      run: () => void navigate({ to: '/library/notes/import' }),
    },
  ],
  records: [
    { table: 'ideas', name: strings.groups.idea, icon: IconBulb, open },
    { table: 'infobase_entries', name: strings.groups.entry, icon: IconNotes, open },
    { table: 'user_references', name: strings.groups.reference, icon: IconLink, open },
  ],
};
