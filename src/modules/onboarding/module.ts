// Introductions and interests, as the app knows them.
import { lazy } from 'react';
import { defineModule } from '../manifest.ts';

export const onboardingModule = defineModule({
  name: 'onboarding',
  routes: [],
  aboveToday: { order: 10, Content: lazy(async () => ({ default: (await import('./ui/offer.tsx')).TourOffer })) },
  settings: [
    { order: 25, Content: lazy(async () => ({ default: (await import('./ui/settings-section.tsx')).OnboardingSettings })) },
  ],
  Runtime: lazy(async () => ({ default: (await import('./ui/runtime.tsx')).OnboardingRuntime })),
  commandWords: async () => (await import('./command-words.ts')).onboardingWords,
});
