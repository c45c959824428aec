// What the open session does outside its page: it ends on time with sound and notification, shows itself in the title and the
// badge, and keeps the screen awake. Mounted once, for the whole app; draws nothing.
import { useEffect, useRef, useState } from 'react';
import { focusEndNotice } from '#schema/focus/notice.ts';
import { plannedEnd } from '#schema/focus/rules.ts';
import { setAlarm } from '#src/clock/alarm.ts';
import { clock, now, whenMeasured } from '#src/clock/clock.ts';
import { useNow } from '#src/clock/use-now.ts';
import { useNoticeWishes, useSettings } from '#src/modules/settings/public.ts';
import { showNotice, type NoticeWishes } from '#src/notices.ts';
import { withPageLock } from '#src/page-lifetime.ts';
import { useRun } from '#src/modules/use-run.ts';
import { playChime } from '../alerts/chime.ts';
import { proposeEnd } from '../commands.ts';
import { clockText, endByTime, endKey, timerView, type ActiveFocus } from '../model.ts';
import { remember } from '../store.ts';
import { useSoundsEnd } from '../sound/use-sounds.ts';
import { useFocusState, type FocusState } from '../use-active-focus.ts';

/** The server is asked at once after a jump of the clock; a device without a network goes by what it has. */
const MEASURE_PATIENCE_MS = 3_000;
const SAME_CLOCK_MS = 1_000;
/** An end that was reached while nobody could be told is announced this long after it. */
const NEWS_MS = 2 * 60_000;

export function FocusRuntime() {
  const state = useFocusState();
  const { session, isConfirmed } = state;
  useEffect(() => {
    if (isConfirmed) remember(session);
  }, [session, isConfirmed]);
  useUpkeep(state);
  useSoundsEnd(session);
  useWakeLock(session?.status === 'running');
  return session ? <TitleAndBadge session={session} /> : null;
}

/** One tab at a time ends sessions and sounds, so that two tabs do not ring twice. */
function useIsRingingTab(): boolean {
  const [isRinging, setIsRinging] = useState(!('locks' in navigator));
  useEffect(() => {
    if (!('locks' in navigator)) return undefined;
    const left = new AbortController();
    let release: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ring = () => {
      setIsRinging(true);
      return hold;
    };
    withPageLock('cadence.focus-ring', ring, left.signal).catch(() => undefined);
    return () => {
      left.abort();
      release();
    };
  }, []);
  return isRinging;
}

/** Ends that this page has proposed already. What came of a proposal is the server's affair: the same one is not made again. */
const proposed = new Set<string>();

function useUpkeep({ session, isConfirmed, isFromElsewhere }: FocusState): void {
  const run = useRun();
  const isRinging = useIsRingingTab();
  const { sounds } = useSettings();
  const wishes = useNoticeWishes();
  const alerts = useRef({ sounds, wishes });
  useEffect(() => {
    alerts.current = { sounds, wishes };
  }, [sounds, wishes]);
  useEffect(() => {
    // Before the replica has answered, another device may have ended it: only the replica's word counts here.
    if (!session || !isConfirmed || !isRinging) return undefined;
    let isOver = false;
    const onTime = async (): Promise<void> => {
      // A clock that jumped ahead slept, or is wrong: the server knows, where it can be asked.
      await whenMeasured(MEASURE_PATIENCE_MS);
      if (isOver || proposed.has(endKey(session)) || (isFromElsewhere && !clock.isMeasured)) return;
      if (now() < endByTime(session)) return keepUp();
      proposed.add(endKey(session));
      if (plannedEnd(session)) announceEnd(session, alerts.current);
      await proposeEnd(run, session);
    };
    let forget: () => void = () => undefined;
    const keepUp = (): void => {
      forget();
      forget = setAlarm(endByTime(session), () => void onTime());
    };
    // What was proposed by a clock that was wrong is proposed again by the right one.
    let offsetMs = clock.state.offsetMs;
    const stop = clock.subscribe(() => {
      const hasMoved = Math.abs(clock.state.offsetMs - offsetMs) >= SAME_CLOCK_MS;
      ({ offsetMs } = clock.state);
      if (hasMoved) proposed.delete(endKey(session));
      if (!proposed.has(endKey(session))) keepUp();
    });
    keepUp();
    return () => {
      isOver = true;
      stop();
      forget();
    };
  }, [session, isConfirmed, isFromElsewhere, isRinging, run]);
}

/** A session found past its end after a sleep is announced only while that is still news. */
function announceEnd(session: ActiveFocus, { sounds, wishes }: { sounds: boolean; wishes: NoticeWishes }): void {
  const endedAt = endByTime(session);
  if (now().getTime() - endedAt.getTime() > NEWS_MS) return;
  if (sounds) playChime();
  void showNotice('focus_end', focusEndNotice(session), endedAt, wishes);
}

const CLOCK_PREFIX = /^(?:‖ )?\d+:\d\d(?::\d\d)? · /;

function TitleAndBadge({ session }: { session: ActiveFocus }) {
  const shownAt = useNow(session.status === 'running');
  const isPaused = session.status === 'paused';
  const clock = clockText(session, shownAt);
  useEffect(() => {
    // Pages set their own title when they open: only the clock in front of it is ours.
    document.title = `${isPaused ? '‖ ' : ''}${clock} · ${document.title.replace(CLOCK_PREFIX, '')}`;
  });
  useEffect(
    () => () => {
      document.title = document.title.replace(CLOCK_PREFIX, '');
    },
    [],
  );
  const { remainingMs, elapsedMs } = timerView(session, shownAt);
  const minutes = remainingMs === null ? Math.floor(elapsedMs / 60_000) : Math.ceil(remainingMs / 60_000);
  useEffect(() => {
    void showBadge(isPaused ? undefined : minutes);
  }, [isPaused, minutes]);
  useEffect(() => () => void clearBadge(), []);
  return null;
}

async function showBadge(minutes: number | undefined): Promise<void> {
  try {
    await navigator.setAppBadge?.(minutes);
  } catch {
    // Not installed, or not allowed: there is no badge to set.
  }
}

async function clearBadge(): Promise<void> {
  try {
    await navigator.clearAppBadge?.();
  } catch {
    // As above.
  }
}

function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const request = async () => {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
      try {
        const taken = await navigator.wakeLock.request('screen');
        if (isOver) await taken.release();
        else lock = taken;
      } catch {
        // Low battery or not allowed: the timer is right without it.
      }
    };
    void request();
    // The system takes the lock back whenever the page is hidden.
    const onChange = () => void request();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', onChange);
      void lock?.release();
    };
  }, [isWanted]);
}
