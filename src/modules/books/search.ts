// Books in the search: their pages, each book, and quotes and notes by their text.
import { IconBook, IconChartBar, IconFileImport, IconQuote } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { bookOfNote, bookOfReading } from './queries.ts';
import { strings } from './strings.ts';

export const bookSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-books', label: strings.title, icon: IconBook, run: () => void navigate({ to: '/library/books' }) },
    {
      id: 'page-books-statistics',
      label: strings.statistics.title,
      icon: IconChartBar,
      run: () => void navigate({ to: '/library/books/statistics' }),
    },
    {
      id: 'page-books-import',
      label: strings.importPage.title,
      icon: IconFileImport,
      run: () => void navigate({ to: '/library/books/import' }),
    },
  ],
  records: [
    {
      table: 'books',
      name: strings.title,
      icon: IconBook,
      open: ({ id }, { navigate }) => void navigate({ to: '/library/books/$bookId', params: { bookId: id } }),
    },
    {
      table: 'book_notes',
      name: strings.note.list,
      icon: IconQuote,
      open: ({ id }, { navigate, replica }) => {
        void replica.query(bookOfNote(id)).then(([note]) => {
          if (note) void navigate({ to: '/library/books/$bookId', params: { bookId: note.book_id } });
        });
      },
    },
  ],
  occurrences: {
    book: (id, { navigate }) => void navigate({ to: '/library/books/$bookId', params: { bookId: id } }),
    reading: (id, { navigate, replica }) => {
      void replica.query(bookOfReading(id)).then(([session]) => {
        if (session) void navigate({ to: '/library/books/$bookId', params: { bookId: session.book_id } });
      });
    },
  },
};
