// What other modules and src/app may use of the Studio.
import { lazy } from 'react';

export { creditOf } from './model.ts';
export { trackNames } from './queries.ts';

export const StudioPage = lazy(async () => ({ default: (await import('./ui/studio-page.tsx')).StudioPage }));
export const TrackPage = lazy(async () => ({ default: (await import('./ui/track-page.tsx')).TrackPage }));
export const ComparePage = lazy(async () => ({ default: (await import('./ui/compare-page.tsx')).ComparePage }));
export const StudioRuntime = lazy(async () => ({ default: (await import('./ui/studio-runtime.tsx')).StudioRuntime }));
