// What other modules and src/app may use of the introductions.
export { useFirstModules } from './interests-store.ts';
export { flows, stepsOf, type FlowRow, type StepRow } from './queries.ts';
export { showTour } from './tour-store.ts';
