// What other modules may use of the administration.
export { held } from './queries.ts';
