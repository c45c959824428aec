// The sounds of a question: each of them, and all of them one after the other.
import { Button, Group } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconPlayerTrackNextFilled } from '@tabler/icons-react';
import type { Heard } from '../../drills/question.ts';
import { joined, playSamples, stop, usePlaying } from '../../sound/player.ts';
import { strings } from '../../strings.ts';

const words = strings.drill;
const ALL = 'drill all';
const idOf = (label: string): string => `drill ${label}`;

export function playHeard(heard: Heard): void {
  playSamples(idOf(heard.label), (rate) => heard.render(rate));
}

export function playAll(heard: readonly Heard[]): void {
  const [first] = heard;
  if (!first) return;
  if (heard.length === 1) playHeard(first);
  else
    playSamples(ALL, (rate) =>
      joined(
        heard.map(({ render }) => render(rate)),
        rate,
      ),
    );
}

export function HeardRow({ heard, canPlayAll = false }: { heard: readonly Heard[]; canPlayAll?: boolean }) {
  return (
    <Group gap="xs">
      {heard.map((one) => (
        <HeardButton key={one.label} id={idOf(one.label)} label={one.label} onPlay={() => playHeard(one)} />
      ))}
      {canPlayAll && heard.length > 1 && <HeardButton id={ALL} label={words.listenAll} isAll onPlay={() => playAll(heard)} />}
    </Group>
  );
}

interface HeardButtonProps {
  id: string;
  label: string;
  isAll?: boolean;
  onPlay(): void;
}

function HeardButton({ id, label, isAll = false, onPlay }: HeardButtonProps) {
  const isPlaying = usePlaying((playing) => playing.id === id);
  const PlayIcon = isAll ? IconPlayerTrackNextFilled : IconPlayerPlayFilled;
  return (
    <Button
      variant="default"
      size="md"
      aria-label={isPlaying ? strings.figure.stop(label) : strings.figure.play(label)}
      leftSection={isPlaying ? <IconPlayerStopFilled size={16} aria-hidden /> : <PlayIcon size={16} aria-hidden />}
      onClick={() => (isPlaying ? stop() : onPlay())}
    >
      {label}
    </Button>
  );
}
