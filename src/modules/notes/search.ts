// Search results of notes.
import { IconNotes } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const notesSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-notes', label: strings.title, icon: IconNotes, run: () => void navigate({ to: '/library/notes' }) },
  ],
  records: [
    {
      table: 'ideas',
      name: strings.title,
      icon: IconNotes,
      open: (_record, { navigate }) => void navigate({ to: '/library/notes' }),
    },
  ],
};
