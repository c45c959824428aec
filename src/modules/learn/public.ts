// What other modules use of learning. It comes with the page that shows it, so that the page's chunk stays whole.
import { lazy } from 'react';

const lesson = () => import('./ui/lesson/lesson-page.tsx');

export const LessonText = lazy(async () => ({ default: (await lesson()).LessonText }));
export const QuizPreview = lazy(async () => ({ default: (await lesson()).QuizPreview }));
