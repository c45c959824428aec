// The Studio with the files that come to the app from outside; its code arrives with the first visit.
import { lazy } from 'react';

export const StudioPlace = lazy(async () => ({ default: (await import('./pwa/incoming-studio.tsx')).IncomingStudio }));
