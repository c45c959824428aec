// What other modules and src/app may use of focus.
import { lazy } from 'react';

export { playChime } from './alerts/chime.ts';
export type { ActiveFocus } from './model.ts';
export { FocusCard } from './ui/focus-card.tsx';
/** Mounted once by the app: ends sessions on time, sounds, notifies, keeps title, badge and screen. */
export { FocusRuntime } from './ui/focus-runtime.tsx';
export { RewardMoments } from './ui/reward-moments.tsx';
export { useActiveFocus } from './use-active-focus.ts';
export { useFocusActions, type FocusAction } from './use-focus-actions.ts';

export const FocusPage = lazy(async () => ({ default: (await import('./ui/focus-page.tsx')).FocusPage }));
