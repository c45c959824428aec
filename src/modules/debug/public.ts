// What src/app may use of the sync panel.
import { lazy } from 'react';

export const DebugPage = lazy(async () => ({ default: (await import('./ui/debug-page.tsx')).DebugPage }));
