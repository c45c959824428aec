// Every bench by name, in the order in which they are printed.
import type { Figure } from './figure.ts';
import { benchServer } from './server.ts';

export const benches: Record<string, () => Promise<Figure[]>> = {
  server: benchServer,
};
