// Holds the capture form over any page. Its code is fetched when it first opens.
import { lazy, Suspense } from 'react';
import { useCaptureForm } from '../store.ts';

const CaptureDialog = lazy(async () => ({ default: (await import('./capture-dialog.tsx')).CaptureDialog }));

export function CaptureHost() {
  const isOpen = useCaptureForm(({ form }) => form.kind !== 'closed');
  return <Suspense fallback={null}>{isOpen && <CaptureDialog />}</Suspense>;
}
