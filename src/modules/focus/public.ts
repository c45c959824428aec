// What other modules and src/app may use of focus.
export { playChime } from './alerts/chime.ts';
export type { ActiveFocus } from './model.ts';
export { FocusCard } from './ui/focus-card.tsx';
/** Mounted once by the app: ends sessions on time, sounds, notifies, keeps title, badge and screen. */
export { FocusRuntime } from './ui/focus-runtime.tsx';
export { RewardMoments } from './ui/reward-moments.tsx';
export { useActiveFocus } from './use-active-focus.ts';
export { useFocusActions, type FocusAction } from './use-focus-actions.ts';

/** Not lazy, unlike other pages: a timer that runs is there with the first paint. */
export { FocusPage } from './ui/focus-page.tsx';
