// Flags, as the app knows them. Their page is one of the administration's.
import { lazy } from 'react';
import { defineModule } from '../manifest.ts';

export const flagsModule = defineModule({
  name: 'flags',
  routes: [],
  Runtime: lazy(async () => ({ default: (await import('./runtime.tsx')).FlagsRuntime })),
});
