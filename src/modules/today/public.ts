// What src/app may use of Today.
import { lazy } from 'react';

export const TodayPage = lazy(async () => ({ default: (await import('./ui/today-page.tsx')).TodayPage }));
