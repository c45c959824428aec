// Feedback, as the app knows it.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import { given, textParam, underRoot } from '#src/routing.ts';
import { defineModule } from '../manifest.ts';

export const feedbackModule = defineModule({
  name: 'feedback',
  routes: [
    createRoute({
      getParentRoute: underRoot,
      path: '/feedback',
      validateSearch: (search: Record<string, unknown>) => given({ about: textParam(search['about']) }),
      component: lazyRouteComponent(() => import('./ui/feedback-page.tsx'), 'FeedbackPage'),
    }),
  ],
  aboveToday: { order: 20, Content: lazy(async () => ({ default: (await import('./ui/answer-notice.tsx')).AnswerNotice })) },
  search: async () => (await import('./search.ts')).feedbackSearch,
  commandWords: async () => (await import('./command-words.ts')).feedbackWords,
});
