// The rest between two sets, at the bottom of the screen: what is left, a little more or less, skip. Its end is shown, felt
// and told; what is left is announced only at the end, not each second.
import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { REST_END_NOTICE } from '#schema/fitness/rules/rest.ts';
import { setAlarm } from '#src/clock/alarm.ts';
import { clock } from '#src/clock/clock.ts';
import { useNow } from '#src/clock/use-now.ts';
import { formatClock } from '#src/format/durations.ts';
import { offerRestNotices } from '#src/modules/device/public.ts';
import { useNoticeWishes, useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { showToast } from '#src/ui/toast.tsx';
import { lastTickedAt, type EntryView } from '../../model.ts';
import type { SetRow } from '../../queries.ts';
import { lengthenRest, restEndsAt, skipRest, useRestChange } from '../../rest.ts';
import { strings } from '../../strings.ts';
import { tellRestEnd } from './rest-end.ts';
import classes from './session.module.css';

const STEP_SECONDS = 15;
/** A rest that ended while the device slept is announced when it wakes, if that is soon. */
const STALE_MS = 2 * 60_000;
const words = strings.rest;

interface RestBarProps {
  sets: readonly SetRow[];
  entries: readonly Pick<EntryView, 'id' | 'restSeconds'>[];
}

export function RestBar({ sets, entries }: RestBarProps) {
  const usual = useSettings().restSeconds;
  const change = useRestChange((state) => state.change);
  const ticked = lastTickedAt(sets);
  const entryId = sets.find(({ id }) => id === ticked?.setId)?.entry_id;
  const restSeconds = entries.find(({ id }) => id === entryId)?.restSeconds ?? usual;
  const endsAt = restEndsAt(ticked, restSeconds, change);
  const endsAtMs = endsAt?.getTime() ?? null;
  const now = useNow(endsAtMs !== null);
  useRestEnd(endsAtMs);
  const run = useRun();

  const leftMs = endsAtMs === null ? 0 : endsAtMs - now.getTime();
  if (!ticked || leftMs <= 0 || endsAtMs === null) return null;
  // The server tells the end of a rest to this person's closed devices, so it hears of every change. Null: skipped.
  const saveEnd = (end: Date | null) => void run('set.rest', { id: ticked.setId, endsAt: end?.toISOString() ?? null });
  const lengthen = (seconds: number) => {
    lengthenRest(ticked.setId, seconds);
    saveEnd(new Date(endsAtMs + seconds * 1_000));
  };
  const skip = () => {
    skipRest(ticked.setId);
    saveEnd(null);
  };
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
          <ActionIcon aria-label={words.less} onClick={() => lengthen(-STEP_SECONDS)}>
            <IconMinus size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={words.more} onClick={() => lengthen(STEP_SECONDS)}>
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
          <Button variant="default" onClick={skip}>
            {words.skip}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Tells the end once, when it comes while the page is open. */
function useRestEnd(endsAtMs: number | null): void {
  const { sounds } = useSettings();
  const wishes = useNoticeWishes();
  useEffect(() => {
    if (endsAtMs === null || endsAtMs <= clock.now()) return undefined;
    if (wishes.notifications) offerRestNotices();
    return setAlarm(new Date(endsAtMs), () => {
      if (clock.now() - endsAtMs > STALE_MS) return;
      showToast({ title: REST_END_NOTICE.title, message: REST_END_NOTICE.body });
      tellRestEnd(new Date(endsAtMs), { sounds, wishes });
    });
  }, [endsAtMs, sounds, wishes]);
}
