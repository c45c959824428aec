// What other modules use of listening. It comes with the page that shows it, so that the page's chunk stays whole.
import { lazy } from 'react';

export const PromptPreview = lazy(async () => ({ default: (await import('./ui/session-page.tsx')).PromptPreview }));
