// The manifest of notes.
import { IconNotes } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const notesModule = defineModule({
  name: 'notes',
  rooms: [{ of: '/library', to: '/library/notes', name: 'Notes', icon: IconNotes, order: 50 }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/library/notes',
      component: lazyRouteComponent(() => import('./ui/notes-page.tsx'), 'NotesPage'),
    }),
  ],
  today: {
    name: 'Notes',
    order: 85,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).NotesCard })),
  },
  search: async () => (await import('./search.ts')).notesSearch,
  commandWords: async () => (await import('./command-words.ts')).notesWords,
});
