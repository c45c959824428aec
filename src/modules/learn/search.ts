// Learn in the search: its pages and every lesson by its words.
import { IconCards, IconSchool } from '@tabler/icons-react';
import type { Replica } from '#src/replica/public.ts';
import type { Navigate, SearchSource } from '#src/search/entries.ts';
import { drillOfSession, lessonKey } from './queries.ts';
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
      open: ({ id }, { navigate, replica }) => openLesson(id, navigate, replica),
    },
    {
      table: 'learn_topics',
      name: strings.topic,
      icon: IconSchool,
      open: (_record, { navigate }) => void navigate({ to: '/studio/learn' }),
    },
  ],
  occurrences: {
    lesson: (id, { navigate, replica }) => openLesson(id, navigate, replica),
    drill: (id, { navigate, replica }) => {
      void replica.query(drillOfSession(id)).then(([drill]) => {
        if (drill) void navigate({ to: '/studio/learn/drill/$key', params: { key: drill.key } });
      });
    },
    review: (_id, { navigate }) => void navigate({ to: '/studio/learn/statistics' }),
  },
};

function openLesson(id: string, navigate: Navigate, replica: Replica): void {
  void replica.query(lessonKey(id)).then(([lesson]) => {
    if (lesson) void navigate({ to: '/studio/learn/lesson/$key', params: { key: lesson.key } });
  });
}
