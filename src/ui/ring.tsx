// A ring that shows a share of a whole, with content in its middle. Decorative: its text alternative is the content.
import type { ReactNode } from 'react';
import classes from './ring.module.css';

const BOX = 120;

interface RingProps {
  /** 0 to 1. */
  share: number;
  /** In hundredths of the ring's width. */
  thickness?: number;
  isQuiet?: boolean;
  children?: ReactNode;
}

export function Ring({ share, thickness = 5, isQuiet = false, children }: RingProps) {
  const stroke = (thickness / 100) * BOX;
  const radius = (BOX - stroke) / 2;
  const length = 2 * Math.PI * radius;
  const filled = Math.min(1, Math.max(0, share)) * length;
  const circle = { cx: BOX / 2, cy: BOX / 2, r: radius, fill: 'none', strokeWidth: stroke };
  return (
    <div className={classes.ring} data-ring>
      <svg viewBox={`0 0 ${BOX} ${BOX}`} aria-hidden focusable="false">
        <circle {...circle} stroke="var(--cadence-track)" />
        <circle
          {...circle}
          stroke={isQuiet ? 'var(--mantine-color-dimmed)' : 'var(--cadence-accent)'}
          strokeLinecap="round"
          strokeDasharray={`${filled} ${length}`}
          transform={`rotate(-90 ${BOX / 2} ${BOX / 2})`}
          opacity={filled < 0.1 ? 0 : 1}
        />
      </svg>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
