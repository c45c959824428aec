// What other modules may use of focus.
export { playChime } from './alerts/chime.ts';
export { useFocusCommands } from './commands.ts';
export type { ActiveFocus } from './model.ts';
export { useActiveFocus } from './use-active-focus.ts';
