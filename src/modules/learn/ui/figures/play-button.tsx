// Plays one described sound, and stops it.
import { Button } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useEffect, useId } from 'react';
import type { Sound } from '#schema/learn/rules/sounds.ts';
import { play, stop, usePlaying } from '../../sound/player.ts';
import { strings } from '../../strings.ts';

export function PlayButton({ label, sound }: { label: string; sound: Sound }) {
  const id = useId();
  const isPlaying = usePlaying((playing) => playing.id === id);
  // A page that is left falls silent.
  useEffect(
    () => () => {
      if (usePlaying.getState().id === id) stop();
    },
    [id],
  );
  const words = strings.figure;
  return (
    <Button
      variant="default"
      aria-label={isPlaying ? words.stop(label) : words.play(label)}
      leftSection={isPlaying ? <IconPlayerStopFilled size={16} aria-hidden /> : <IconPlayerPlayFilled size={16} aria-hidden />}
      onClick={() => (isPlaying ? stop() : play(id, sound))}
    >
      {label}
    </Button>
  );
}
