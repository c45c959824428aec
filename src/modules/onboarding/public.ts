// What other modules and src/app may use of the introductions. The previews come with the panel, so that its chunk stays whole.
import { lazy } from 'react';

export { useFirstModules } from './interests-store.ts';
export { flows, stepsOf, type FlowRow, type StepRow } from './queries.ts';
export { showTour } from './tour-store.ts';

const panel = () => import('./ui/tour-panel.tsx');

export const FlowPreview = lazy(async () => ({ default: (await panel()).FlowPreview }));
export const StepPreview = lazy(async () => ({ default: (await panel()).StepPreview }));
