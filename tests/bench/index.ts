// Every bench by name, in the order in which they are printed.
import { benchAudio } from './audio.ts';
import { benchDevices } from './devices.ts';
import type { Figure } from './figure.ts';
import { benchFirstSync } from './first-sync.ts';
import { benchScreens } from './screens.ts';
import { benchServer } from './server.ts';
import { benchStartup } from './startup.ts';

export const benches: Record<string, () => Promise<Figure[]>> = {
  startup: benchStartup,
  'first-sync': benchFirstSync,
  devices: benchDevices,
  screens: benchScreens,
  server: benchServer,
  audio: benchAudio,
};
