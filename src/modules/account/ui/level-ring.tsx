// The level as a ring that fills towards the next one. The numbers are its text alternative.
import { Text } from '@mantine/core';
import { strings } from '../strings.ts';
import type { Standing } from '../model.ts';
import classes from './account.module.css';

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

export function LevelRing({ standing, size = 64 }: { standing: Standing; size?: number }) {
  const { level, xpIntoLevel, xpToNext } = standing;
  const share = xpToNext === 0 ? 1 : xpIntoLevel / xpToNext;
  return (
    <div
      role="img"
      aria-label={strings.profile.levelLabel(level, xpIntoLevel, xpToNext)}
      className={classes.ring}
      style={{ width: size, height: size }}
    >
      <svg viewBox="0 0 60 60" width={size} height={size} aria-hidden focusable="false">
        <circle cx="30" cy="30" r={RADIUS} fill="none" stroke="var(--cadence-track)" strokeWidth="5" />
        <circle
          cx="30"
          cy="30"
          r={RADIUS}
          fill="none"
          stroke="var(--cadence-accent)"
          strokeWidth="5"
          strokeLinecap="round"
          strokeDasharray={`${share * LENGTH} ${LENGTH}`}
          transform="rotate(-90 30 30)"
          opacity={share === 0 ? 0 : 1}
        />
      </svg>
      <Text fw={620} className="tabular" fz={size / 3.2} aria-hidden>
        {level}
      </Text>
    </div>
  );
}
