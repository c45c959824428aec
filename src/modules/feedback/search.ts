// Feedback in the search: its page, and writing about the page that is open.
import { IconMessageReport } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const feedbackSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-feedback', label: strings.title, icon: IconMessageReport, run: () => void navigate({ to: '/feedback' }) },
  ],
  useCommands: (navigate) => [
    {
      id: 'feedback-write',
      label: strings.write,
      icon: IconMessageReport,
      run: () => void navigate({ to: '/feedback', search: { about: window.location.pathname } }),
    },
  ],
};
