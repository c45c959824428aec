// What other modules use of fitness: the sessions that make the training load, and the start of a workout.
export { loadsSince } from './plan-queries.ts';
export { useStartWorkout } from './ui/session/start-workout.tsx';
