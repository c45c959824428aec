// Keys of a session: play, and the change between the tracks. They stay silent while the person types.
import { useHotkeys } from '@mantine/hooks';
import type { PlayerState, TrackPlayerApi } from '../../tracks/public.ts';

const TYPING = ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'];

export function useListeningKeys(player: TrackPlayerApi, state: PlayerState): void {
  useHotkeys(
    [
      ['space', () => player.toggle()],
      ['a', () => player.switchTo('a')],
      ['b', () => state.b && player.switchTo('b')],
    ],
    TYPING,
  );
}
