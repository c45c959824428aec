// Learn in the search: its pages and every lesson by its words.
import { IconCards, IconSchool } from '@tabler/icons-react';
import type { Replica } from '#src/replica/public.ts';
import type { SearchSource } from '#src/search/entries.ts';
import { lessonKey } from './queries.ts';
import { strings } from './strings.ts';

export const learnSearch: SearchSource = {
  pages: (navigate) => [
    { id: 'page-learn', label: strings.title, icon: IconSchool, run: () => void navigate({ to: '/studio/learn' }) },
    { id: 'page-review', label: strings.review.title, icon: IconCards, run: () => void navigate({ to: '/studio/learn/review' }) },
  ],
  records: [
    {
      table: 'learn_lessons',
      name: strings.lesson.name,
      icon: IconSchool,
      open: ({ id }, { navigate, replica }) => {
        void keyOf(replica, id).then((key) => {
          if (key !== undefined) void navigate({ to: '/studio/learn/lesson/$key', params: { key } });
        });
      },
    },
    {
      table: 'learn_topics',
      name: strings.topic,
      icon: IconSchool,
      open: (_record, { navigate }) => void navigate({ to: '/studio/learn' }),
    },
  ],
};

const keyOf = async (replica: Replica, id: string): Promise<string | undefined> => (await replica.query(lessonKey(id)))[0]?.key;
