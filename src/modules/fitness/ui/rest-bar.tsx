// The rest between two sets, at the bottom of the screen: what is left, a little more or less, skip. Its end is shown, felt
// and told; what is left is announced only at the end, not each second.
import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useSettings } from '#src/modules/settings/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { formatClock } from '../format.ts';
import { lastTickedAt } from '../model.ts';
import type { SetRow } from '../queries.ts';
import { lengthenRest, restEndsAt, skipRest, useRestChange } from '../rest.ts';
import { strings } from '../strings.ts';
import { useClock } from '../use-clock.ts';
import { atInstant, tellRestEnd } from './rest-end.ts';
import classes from './session.module.css';

const STEP_SECONDS = 15;
/** A rest that ended while nobody looked is not announced long after. */
const STALE_MS = 5_000;
const words = strings.rest;

export function RestBar({ sets }: { sets: readonly SetRow[] }) {
  const { restSeconds } = useSettings();
  const change = useRestChange((state) => state.change);
  const ticked = lastTickedAt(sets);
  const endsAt = restEndsAt(ticked, restSeconds, change);
  const endsAtMs = endsAt?.getTime() ?? null;
  const now = useClock(endsAtMs !== null);
  useRestEnd(endsAtMs);

  const leftMs = endsAtMs === null ? 0 : endsAtMs - now.getTime();
  if (!ticked || leftMs <= 0 || endsAtMs === null) return null;
  const totalMs = Math.max(1, endsAtMs - ticked.at.getTime());
  return (
    <div className={classes.rest} role="group" aria-label={words.label} data-above-bar>
      <div className={classes.restFill} style={{ transform: `scaleX(${Math.min(1, leftMs / totalMs)})` }} aria-hidden />
      <div className={classes.restContent}>
        <span className={classes.restClock} role="timer" aria-live="off">
          <VisuallyHidden>{words.label} </VisuallyHidden>
          {formatClock(Math.ceil(leftMs / 1000))}
        </span>
        <div className={classes.restTools}>
          <ActionIcon aria-label={words.less} onClick={() => lengthenRest(ticked.setId, -STEP_SECONDS)}>
            <IconMinus size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={words.more} onClick={() => lengthenRest(ticked.setId, STEP_SECONDS)}>
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
          <Button variant="default" onClick={() => skipRest(ticked.setId)}>
            {words.skip}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Tells the end once, when it comes while the page is open. */
function useRestEnd(endsAtMs: number | null): void {
  const { sounds, notifications } = useSettings();
  useEffect(() => {
    if (endsAtMs === null || endsAtMs <= Date.now()) return undefined;
    return atInstant(new Date(endsAtMs), () => {
      if (Date.now() - endsAtMs > STALE_MS) return;
      showToast({ title: words.over, message: words.overBody });
      tellRestEnd({ sounds, notifications, title: words.over, body: words.overBody });
    });
  }, [endsAtMs, sounds, notifications]);
}
