// What other modules and src/app may use of accounts and the profile.
import { lazy } from 'react';

export type { Standing } from './model.ts';
export { useBestStreak, useStanding } from './use-standing.ts';
export { LevelRing } from './ui/level-ring.tsx';

export const AccountPage = lazy(async () => ({ default: (await import('./ui/account-page.tsx')).AccountPage }));
export const ProfilePage = lazy(async () => ({ default: (await import('./ui/profile-page.tsx')).ProfilePage }));
export const SignInPage = lazy(async () => ({ default: (await import('./ui/sign-in-page.tsx')).SignInPage }));
