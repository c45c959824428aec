// What other modules may use of focus.
export { playChime } from './alerts/chime.ts';
