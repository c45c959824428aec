// All groups of benches by name, in the order of their output, each with its limit.
import type { Figure } from './figure.ts';

export interface BenchGroup {
  /** Seconds after which the group is ended: several times what it takes on an idle machine with two cores. */
  limitS: number;
  /** Loads the group's modules only in its own process. */
  bench(): Promise<Figure[]>;
}

export const groups: Record<string, BenchGroup> = {
  startup: { limitS: 360, bench: async () => (await import('./startup.ts')).benchStartup() },
  'first-sync': { limitS: 600, bench: async () => (await import('./first-sync.ts')).benchFirstSync() },
  devices: { limitS: 420, bench: async () => (await import('./devices.ts')).benchDevices() },
  zero: { limitS: 900, bench: async () => (await import('./zero.ts')).benchZero() },
  actual: { limitS: 600, bench: async () => (await import('./actual.ts')).benchActual() },
  screens: { limitS: 900, bench: async () => (await import('./screens.ts')).benchScreens() },
  pages: { limitS: 900, bench: async () => (await import('./pages.ts')).benchPages() },
  search: { limitS: 300, bench: async () => (await import('./search.ts')).benchSearch() },
  server: { limitS: 900, bench: async () => (await import('./server.ts')).benchServer() },
  training: { limitS: 420, bench: async () => (await import('./training.ts')).benchTraining() },
  audio: { limitS: 900, bench: async () => (await import('./audio.ts')).benchAudio() },
  memory: { limitS: 1_800, bench: async () => (await import('./memory.ts')).benchMemory() },
  'weak-storage': { limitS: 420, bench: async () => (await import('./weak-storage.ts')).benchWeakStorage() },
};
