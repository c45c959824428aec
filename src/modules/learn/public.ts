// What other modules use of learning. It comes with the page that shows it, so that the page's chunk stays whole.
import { lazy } from 'react';

export const LessonText = lazy(async () => ({ default: (await import('./ui/lesson/lesson-page.tsx')).LessonText }));
