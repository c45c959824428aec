// What other modules use of fitness: the sessions that make the training load.
export { loadsSince } from './plan-queries.ts';
