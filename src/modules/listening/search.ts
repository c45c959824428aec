// Listening in the search: its pages, prompts and presets by their words.
import { IconEar } from '@tabler/icons-react';
import type { SearchSource } from '#src/search/entries.ts';
import { strings } from './strings.ts';

export const listeningSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-listening', label: strings.title, icon: IconEar, run: () => void navigate({ to: '/studio/listening' }) },
    {
      id: 'page-listening-prompts',
      label: strings.prompts.title,
      icon: IconEar,
      run: () => void navigate({ to: '/studio/listening/prompts' }),
    },
  ],
  records: [
    {
      table: 'listening_prompt_templates',
      name: strings.prompt,
      icon: IconEar,
      open: (_record, { navigate }) => void navigate({ to: '/studio/listening/prompts' }),
    },
    {
      table: 'listening_prompt_presets',
      name: strings.preset,
      icon: IconEar,
      open: (_record, { navigate }) => void navigate({ to: '/studio/listening' }),
    },
  ],
  occurrences: {
    listening: (id, { navigate }) => void navigate({ to: '/studio/listening/session/$id', params: { id } }),
  },
};
