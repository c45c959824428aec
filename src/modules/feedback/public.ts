// What the administration shares with feedback.
export { kindNames, statusNames } from './strings.ts';
