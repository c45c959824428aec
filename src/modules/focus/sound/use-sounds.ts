// Sounds and sessions: a session that is started here may start them, and the end of one fades them out.
import { useEffect, useMemo, useRef } from 'react';
import { FREE_SOUNDS, SOLD_SOUNDS, type FocusSound } from '#schema/focus/sounds.ts';
import { readEffect } from '#schema/market/rules/effects.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import type { ActiveFocus } from '../model.ts';
import { boughtSounds } from '../queries.ts';
import { changeSounds, keptLevels, useSoundStore } from './store.ts';

const player = () => import('./player.ts');

export const playSounds = async (): Promise<void> => (await player()).playSounds();
export const stopSounds = async (): Promise<void> => (await player()).stopSounds();

export function playWithSession(phase: string): void {
  const { startsWithSession, levels } = useSoundStore.getState();
  if (startsWithSession && phase === 'focus' && Object.keys(levels).length > 0) void playSounds();
}

/** The sounds of the app and those that the person bought, in the order of the list. */
export function useOwnSounds(): { own: readonly FocusSound[]; hasMore: boolean; isRead: boolean } {
  const rows = rowsIfReady(useRows(boughtSounds()));
  return useMemo(() => {
    const bought = new Set((rows ?? []).map(({ effect }) => readEffect(effect)?.value));
    const sold = SOLD_SOUNDS.filter((sound) => bought.has(sound));
    return { own: [...FREE_SOUNDS, ...sold], hasMore: sold.length < SOLD_SOUNDS.length, isRead: rows !== undefined };
  }, [rows]);
}

/** A sound that was given back is turned off. */
export function useOnlyOwnSounds(): void {
  const { levels } = useSoundStore();
  const { own, isRead } = useOwnSounds();
  useEffect(() => {
    const kept = keptLevels(levels, isRead ? own : undefined);
    if (kept !== levels) changeSounds({ levels: kept });
  }, [levels, own, isRead]);
}

/** Fades out when the focus session that was open has ended, here or on another device. */
export function useSoundsEnd(session: ActiveFocus | null): void {
  const open = useRef<string | null>(null);
  const id = session?.phase === 'focus' ? session.id : null;
  useEffect(() => {
    const hasEnded = open.current !== null && open.current !== id;
    open.current = id;
    const { status } = useSoundStore.getState();
    if (hasEnded && (status === 'on' || status === 'starting')) void player().then(({ endSounds }) => endSounds());
  }, [id]);
}
