// Sounds to compare, side by side.
import { Group } from '@mantine/core';
import type { Playable } from '#schema/learn/rules/figures.ts';
import { PlayButton } from './play-button.tsx';

export const PlayRow = ({ sounds }: { sounds: readonly Playable[] }) => (
  <Group gap="xs">
    {sounds.map(({ label, sound }) => (
      <PlayButton key={label} label={label} sound={sound} />
    ))}
  </Group>
);
