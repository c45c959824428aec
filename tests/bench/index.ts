// Every bench by name, in the order in which they are printed.
import type { Figure } from './figure.ts';
import { benchDevices } from './devices.ts';
import { benchServer } from './server.ts';
import { benchStartup } from './startup.ts';

export const benches: Record<string, () => Promise<Figure[]>> = {
  startup: benchStartup,
  devices: benchDevices,
  server: benchServer,
};
