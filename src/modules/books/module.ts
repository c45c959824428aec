// Books, as the app knows them: a room of the Library.
import { IconBook } from '@tabler/icons-react';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const booksModule = defineModule({
  name: 'books',
  rooms: [{ of: '/library', to: '/library/books', name: 'Books', icon: IconBook, order: 20 }],
  innerPages: [{ to: '/library/books', name: 'Books' }],
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/library/books',
      component: lazyRouteComponent(() => import('./ui/books-page.tsx'), 'BooksPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/books/statistics',
      component: lazyRouteComponent(() => import('./ui/statistics-page.tsx'), 'StatisticsPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/books/import',
      component: lazyRouteComponent(() => import('./ui/import-page.tsx'), 'BookImportPage'),
    }),
    createRoute({
      getParentRoute: underRoot,
      path: '/library/books/$bookId',
      component: lazyRouteComponent(() => import('./ui/book-page.tsx'), 'BookPage'),
    }),
  ],
  today: {
    name: 'Reading',
    order: 40,
    Content: lazy(async () => ({ default: (await import('./ui/today-card.tsx')).ReadingCard })),
  },
  search: async () => (await import('./search.ts')).bookSearch,
  Now: lazy(async () => ({ default: (await import('./ui/reading-now.tsx')).ReadingNow })),
  commandWords: async () => (await import('./command-words.ts')).bookWords,
  examplePaths: ['/library/books/00000000-0000-7000-8000-000000000000'],
});
