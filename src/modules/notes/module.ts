// Notes, as the app knows them: ideas, the infobase and references, rooms of the Library.
import { IconLink, IconNotes } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { given, textParam, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const notesModule = defineModule({
  name: 'notes',
  rooms: [
    { of: '/library', to: '/library/notes', name: 'Notes', icon: IconNotes, order: 30 },
    { of: '/library', to: '/library/references', name: 'References', icon: IconLink, order: 40 },
  ],
  innerPages: [
    { to: '/library/notes', name: 'Notes' },
    { to: '/library/references', name: 'References' },
  ],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/library/notes',
      component: lazyRouteComponent(() => import('./ui/notes-page.tsx'), 'NotesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/references',
      component: lazyRouteComponent(() => import('./ui/notes-page.tsx'), 'ReferencesPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/notes/new',
      validateSearch: ({ kind, title, url }: Record<string, unknown>) =>
        given({ kind: textParam(kind), title: textParam(title), url: textParam(url) }),
      component: lazyRouteComponent(() => import('./ui/new-note-page.tsx'), 'NewNotePage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/notes/import',
      component: lazyRouteComponent(() => import('./ui/import-page.tsx'), 'NoteImportPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/notes/$noteId',
      component: lazyRouteComponent(() => import('./ui/note-page.tsx'), 'NotePage'),
    }),
  ],
  search: async () => (await import('./search.ts')).notesSearch,
  commandWords: async () => (await import('./command-words.ts')).notesWords,
  examplePaths: ['/library/notes/00000000-0000-7000-8000-000000000000'],
});
