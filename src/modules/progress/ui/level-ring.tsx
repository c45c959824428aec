// The level as a ring that fills towards the next one. The numbers are its text alternative.
import { Text } from '@mantine/core';
import { Ring } from '#src/ui/ring.tsx';
import type { Standing } from '../model.ts';
import { strings } from '../strings.ts';

export function LevelRing({ standing, size = 64 }: { standing: Standing; size?: number }) {
  const { level, xpIntoLevel, xpToNext } = standing;
  return (
    <div
      role="img"
      data-level
      aria-label={strings.profile.levelLabel(level, xpIntoLevel, xpToNext)}
      style={{ width: size, height: size, flex: 'none' }}
    >
      <Ring share={xpToNext === 0 ? 1 : xpIntoLevel / xpToNext} thickness={8}>
        <Text fw={620} className="tabular" fz={size / 3.2} aria-hidden>
          {level}
        </Text>
      </Ring>
    </div>
  );
}
