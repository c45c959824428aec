// Shows the list of all keys when it is asked for.
import { lazy, Suspense } from 'react';
import { useKeys } from '../keys-store.ts';

const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

export function SettingsRuntime() {
  const { isOpen } = useKeys();
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <KeysDialog />
    </Suspense>
  );
}
