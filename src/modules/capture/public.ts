// What other modules and src/app may use of capturing and the inbox.
import { lazy } from 'react';

export { captureText } from './commands.ts';
export { inboxCount, inboxItems } from './queries.ts';
export { openCapture, openEdit, useCaptureForm } from './store.ts';

export const CaptureDialog = lazy(async () => ({ default: (await import('./ui/capture-dialog.tsx')).CaptureDialog }));
export const CapturePage = lazy(async () => ({ default: (await import('./ui/capture-page.tsx')).CapturePage }));
export const LibraryPage = lazy(async () => ({ default: (await import('./ui/library-page.tsx')).LibraryPage }));
