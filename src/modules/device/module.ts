// This device, as the app knows it: installing, storage and files are sections of the settings.
import { lazy } from 'react';
import { defineModule } from '../manifest.ts';

export const deviceModule = defineModule({
  name: 'device',
  routes: [],
  Runtime: lazy(async () => ({ default: (await import('./ui/push-runtime.tsx')).PushRuntime })),
  settings: [
    { order: 75, Content: lazy(async () => ({ default: (await import('./ui/device-sections.tsx')).InstallSection })) },
    { order: 76, Content: lazy(async () => ({ default: (await import('./ui/device-sections.tsx')).StorageSection })) },
    { order: 77, Content: lazy(async () => ({ default: (await import('#src/blobs/storage-card.tsx')).FilesSection })) },
  ],
});
