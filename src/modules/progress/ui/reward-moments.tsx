// Makes a reward felt: a toast for what the ledger just paid, and a moment when a level is reached. Never in the way.
// Mounted once, for the whole app. It watches rows, so that it is right whoever caused the payment.
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { clock } from '#src/clock/clock.ts';
import { shortened } from '#src/format/words.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { Ring } from '#src/ui/ring.tsx';
import { showToast } from '#src/ui/toast.tsx';
import { newRewards } from '../model.ts';
import { achievementsSince, currentLevel, rewardsSince } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './progress.module.css';

/** A payment that comes by sync long after the act is not news. */
const NEWS_MS = 10 * 60_000;
const LEVEL_UP_MS = 8_000;
/** A longer reason would fill a phone. */
const MAX_REASON = 60;

export function RewardMoments() {
  useRewardToasts();
  useLevelMoments();
  useAchievementMoments();
  return null;
}

function useRewardToasts(): void {
  const [since] = useState(() => new Date(clock.now() - NEWS_MS));
  const rows = rowsIfReady(useRows(rewardsSince(since)));
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (rows === undefined) return;
    const fresh = newRewards(rows, known.current, new Date(clock.now() - NEWS_MS));
    known.current = new Set([...(known.current ?? []), ...rows.map(({ id }) => id)]);
    for (const { reason, xp, coins } of fresh) {
      showToast({ title: shortened(reason ?? strings.moment.paid, MAX_REASON), message: strings.moment.amounts(xp, coins) });
    }
  }, [rows]);
}

function useAchievementMoments(): void {
  const [since] = useState(() => new Date(clock.now() - NEWS_MS));
  const rows = rowsIfReady(useRows(achievementsSince(since)));
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (rows === undefined) return;
    const earned = rows.map((row) => ({ ...row, created_at: row.earned_at }));
    const fresh = newRewards(earned, known.current, new Date(clock.now() - NEWS_MS));
    known.current = new Set([...(known.current ?? []), ...rows.map(({ id }) => id)]);
    for (const { name, description } of fresh)
      showToast({ title: `${strings.achievements.moment}: ${name}`, message: description ?? '' });
  }, [rows]);
}

function useLevelMoments(): void {
  const rows = rowsIfReady(useRows(currentLevel()));
  const level = rows === undefined ? undefined : (rows[0]?.current_level ?? 1);
  const paidAt = rows?.[0]?.paid_at?.getTime() ?? 0;
  const highest = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (level === undefined) return;
    // On a device that was just signed in the level comes with its history: nothing was paid now, so nothing is said.
    const isNews = paidAt > clock.now() - NEWS_MS;
    // A rebase may take a level away for a moment and give it back: only a new height counts.
    if (highest.current !== undefined && level > highest.current && isNews) showLevelUp(level);
    highest.current = Math.max(level, highest.current ?? level);
  }, [level, paidAt]);
}

function showLevelUp(level: number): void {
  notifications.show({
    autoClose: LEVEL_UP_MS,
    message: (
      <div className={classes.moment}>
        <div className={classes.momentRing} aria-hidden>
          <Ring share={1} thickness={10}>
            <Text fw={620} className="tabular">
              {level}
            </Text>
          </Ring>
        </div>
        <div>
          <Text fw={620}>{strings.moment.level(level)}</Text>
          <Text size="sm" c="dimmed">
            {strings.moment.levelText}
          </Text>
        </div>
      </div>
    ),
  });
}
