// The sounds of this device: which are on, how loud, and whether they play. The choice stays on the device, because a phone with
// headphones and a desktop want other levels; the page that plays is the only one that sounds.
import { create } from 'zustand';
import { FREE_SOUNDS, SOLD_SOUNDS, type FocusSound } from '#schema/focus/sounds.ts';
import { flag, percent, readStored, record, someOf } from '#src/stored-json.ts';

const CACHE_KEY = 'cadence.sounds';

/** In percent, of each sound that is on. */
const levelsBySound = someOf([...FREE_SOUNDS, ...SOLD_SOUNDS], percent);

export interface SoundChoice {
  levels: Partial<Record<FocusSound, number>>;
  volume: number;
  /** Play when a focus session is started here. */
  startsWithSession: boolean;
}
const choice = record({ levels: levelsBySound, volume: percent, startsWithSession: flag });

const USUAL: SoundChoice = { levels: { brown: 70 }, volume: 60, startsWithSession: false };

interface SoundState extends SoundChoice {
  status: 'off' | 'starting' | 'on' | 'ending' | 'failed';
}

export const useSoundStore = create<SoundState>(() => ({ ...(readStored(CACHE_KEY, choice) ?? USUAL), status: 'off' }));

export function changeSounds(changed: Partial<SoundChoice>): void {
  useSoundStore.setState(changed);
  const { levels, volume, startsWithSession } = useSoundStore.getState();
  try {
    localStorage.setItem(CACHE_KEY, JSON.stringify({ levels, volume, startsWithSession }));
  } catch {
    // A private window may refuse: the choice then lasts as long as the page.
  }
}

const USUAL_LEVEL = 70;

export function turnSound(sound: FocusSound, isOn: boolean): void {
  const { [sound]: _, ...others } = useSoundStore.getState().levels;
  changeSounds({ levels: isOn ? { ...others, [sound]: USUAL_LEVEL } : others });
}

export const setSoundLevel = (sound: FocusSound, level: number): void =>
  changeSounds({ levels: { ...useSoundStore.getState().levels, [sound]: level } });

/** The levels without sounds that the person no longer has. `own`: undefined while nobody knows yet what was bought. */
export function keptLevels(levels: SoundChoice['levels'], own: readonly FocusSound[] | undefined): SoundChoice['levels'] {
  const kept = Object.entries(levels).filter(([sound]) => own === undefined || own.includes(sound as FocusSound));
  return kept.length === Object.keys(levels).length ? levels : Object.fromEntries(kept);
}

/** Of a mix: JSON that any device of the person may have written, maybe with sounds that this app does not know. */
export const readLevels = (value: unknown): SoundChoice['levels'] => levelsBySound(value) ?? {};
