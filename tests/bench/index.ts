// All benches by name, in the order of their output.
import { benchAudio } from './audio.ts';
import { benchDevices } from './devices.ts';
import type { Figure } from './figure.ts';
import { benchFirstSync } from './first-sync.ts';
import { benchScreens } from './screens.ts';
import { benchSearch } from './search.ts';
import { benchServer } from './server.ts';
import { benchStartup } from './startup.ts';
import { benchTraining } from './training.ts';
import { benchWeakStorage } from './weak-storage.ts';

export const benches: Record<string, () => Promise<Figure[]>> = {
  startup: benchStartup,
  'first-sync': benchFirstSync,
  devices: benchDevices,
  screens: benchScreens,
  search: benchSearch,
  server: benchServer,
  training: benchTraining,
  audio: benchAudio,
  'weak-storage': benchWeakStorage,
};
