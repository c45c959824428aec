// The music of this page: what this device wishes, and what plays. The wishes stay on the device, as those of the sounds do; libraries
// are rows. What plays is set by the player alone (playing/player.ts).
import * as z from 'zod/mini';
import { create } from 'zustand';
import type { Figures } from './choosing.ts';

const CACHE_KEY = 'cadence.music';

const wishes = z.object({
  libraryId: z.nullable(z.string()),
  volume: z.number().check(z.minimum(0), z.maximum(100)),
  /** How the queue is made: by fit to the session, in the library's order, or by chance. */
  order: z.enum(['fit', 'list', 'shuffle']),
  /** What a focus session is for; a break is a break. */
  work: z.enum(['deep', 'light']),
  loop: z.enum(['none', 'all', 'one']),
  startsWithSession: z.boolean(),
  playsInBreaks: z.boolean(),
});
export type MusicWishes = z.infer<typeof wishes>;

const USUAL: MusicWishes = {
  libraryId: null,
  volume: 70,
  order: 'fit',
  work: 'deep',
  loop: 'all',
  startsWithSession: false,
  playsInBreaks: false,
};

/** A library's track as the player needs it. */
export interface MusicTrack {
  id: string;
  title: string;
  source: { kind: 'file'; sha256: string } | { kind: 'address'; url: string } | { kind: 'none' };
  integratedLufs: number | null;
  figures: Figures;
}

export type TrackProblem = 'needs_network' | 'cannot_play' | 'file_gone';

interface MusicState extends MusicWishes {
  status: 'off' | 'starting' | 'playing' | 'paused' | 'ending';
  libraryName: string;
  queue: readonly MusicTrack[];
  /** The place in the queue that is heard. */
  place: number;
  /** Of the track that is heard, in whole seconds; null for a stream without a length. */
  seconds: number;
  durationSeconds: number | null;
  /** Why tracks of the queue were left out, by their ids. */
  problems: Readonly<Record<string, TrackProblem>>;
  /** Every track had a problem. */
  hasNothing: boolean;
  /** When the sleep timer ends, by the page's clock in ms. */
  sleepAtMs: number | null;
  /** What it was set to. */
  sleepMinutes: number | null;
}

function readWishes(): MusicWishes {
  try {
    return wishes.parse(JSON.parse(localStorage.getItem(CACHE_KEY) ?? 'null'));
  } catch {
    return USUAL;
  }
}

export const useMusicStore = create<MusicState>(() => ({
  ...readWishes(),
  status: 'off',
  libraryName: '',
  queue: [],
  place: 0,
  seconds: 0,
  durationSeconds: null,
  problems: {},
  hasNothing: false,
  sleepAtMs: null,
  sleepMinutes: null,
}));

export function changeMusic(changed: Partial<MusicWishes>): void {
  useMusicStore.setState(changed);
  const { libraryId, volume, order, work, loop, startsWithSession, playsInBreaks } = useMusicStore.getState();
  try {
    localStorage.setItem(CACHE_KEY, JSON.stringify({ libraryId, volume, order, work, loop, startsWithSession, playsInBreaks }));
  } catch {
    // A private window may refuse: the wishes then last as long as the page.
  }
}

export const isSounding = ({ status }: Pick<MusicState, 'status'>): boolean => status === 'playing' || status === 'starting';
