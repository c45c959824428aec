// The player that goes on when its page was left, until a page takes it over, another player is heard, or the person ends it.
// Invariant: at most one player is heard, and a player that belongs to an open page is not kept.
import { create } from 'zustand';
import type { TrackPlayerApi } from './api.ts';

/** The page of a player. */
export interface PlayerAddress {
  to: string;
  search?: Readonly<Record<string, string>>;
}

/** A player with what it holds of the browser; `end` gives all of it back. */
export interface OpenPlayer {
  player: TrackPlayerApi;
  end(): void;
}

interface KeptPlayer extends OpenPlayer {
  address: PlayerAddress;
}

const useKept = create<{ kept: KeptPlayer | null }>(() => ({ kept: null }));

export const useKeptPlayer = (): KeptPlayer | null => useKept(({ kept }) => kept);

const isSame = (a: PlayerAddress, b: PlayerAddress): boolean =>
  a.to === b.to && JSON.stringify(a.search ?? {}) === JSON.stringify(b.search ?? {});

/** The kept player of the page at this address. The page calls `takeOver` when it is there. */
export function keptPlayerOf(address: PlayerAddress): OpenPlayer | null {
  const { kept } = useKept.getState();
  return kept && isSame(kept.address, address) ? kept : null;
}

export function takeOver({ player }: OpenPlayer): void {
  if (useKept.getState().kept?.player === player) useKept.setState({ kept: null });
}

export function endKeptPlayer(): void {
  const { kept } = useKept.getState();
  if (!kept) return;
  useKept.setState({ kept: null });
  kept.end();
}

/** Before a player is heard. */
export function endOtherPlayer(player: TrackPlayerApi): void {
  if (useKept.getState().kept?.player !== player) endKeptPlayer();
}

/** The page of the player was left: what is heard goes on, anything else ends. */
export function leavePlayer({ player, end }: OpenPlayer, address: PlayerAddress): void {
  if (player.state().status !== 'playing') return end();
  endKeptPlayer();
  useKept.setState({ kept: { player, end, address } });
}
