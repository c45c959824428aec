// What the open session does outside its page: it ends on time with sound and notification, shows itself in the title and the
// badge, and keeps the screen awake. Mounted once, for the whole app; draws nothing.
import { useEffect, useRef, useState } from 'react';
import { DUE_GRACE_MS } from '#schema/rules/focus.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useReplica } from '#src/replica/public.ts';
import { setAlarm } from '../alerts/alarm.ts';
import { playChime } from '../alerts/chime.ts';
import { notifyEnd } from '../alerts/notification.ts';
import { expireFocus, useFocusCommands } from '../commands.ts';
import { clockText, timerView, upkeepOf, type ActiveFocus } from '../model.ts';
import { remember } from '../store.ts';
import { strings } from '../strings.ts';
import { useFocusState } from '../use-active-focus.ts';
import { useNow } from '../use-now.ts';

export function FocusRuntime() {
  const { session, isConfirmed } = useFocusState();
  useEffect(() => {
    if (isConfirmed) remember(session);
  }, [session, isConfirmed]);
  useUpkeep(session, isConfirmed);
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
    navigator.locks
      .request('cadence.focus-ring', { signal: left.signal }, () => {
        setIsRinging(true);
        return hold;
      })
      .catch(() => undefined);
    return () => {
      left.abort();
      release();
    };
  }, []);
  return isRinging;
}

function useUpkeep(session: ActiveFocus | null, isConfirmed: boolean): void {
  const replica = useReplica();
  const focus = useFocusCommands();
  const { sounds, notifications } = useSettings();
  const isRinging = useIsRingingTab();
  const alerts = useRef({ sounds, notifications });
  useEffect(() => {
    alerts.current = { sounds, notifications };
  }, [sounds, notifications]);
  useEffect(() => {
    // What this device last saw may be over long since: only the replica's word counts here.
    if (!session || !isConfirmed || !isRinging) return undefined;
    let forget: () => void = () => undefined;
    const keepUp = () => {
      forget();
      const upkeep = upkeepOf(session, new Date());
      if (upkeep.kind === 'wait') {
        forget = setAlarm(upkeep.until, keepUp);
        return;
      }
      forget = () => undefined;
      if (upkeep.kind === 'expire') void expireFocus(replica, session);
      else {
        announceEnd(session, alerts.current);
        void focus.complete(session);
      }
    };
    keepUp();
    return () => forget();
  }, [session, isConfirmed, isRinging, replica, focus]);
}

/** A session found past its end after a sleep is announced only while that is still news. */
function announceEnd(session: ActiveFocus, wanted: { sounds: boolean; notifications: boolean }): void {
  const endedMs = session.expires_at ? session.expires_at.getTime() - DUE_GRACE_MS : Date.now();
  if (Date.now() - endedMs > 2 * 60_000) return;
  if (wanted.sounds) playChime();
  if (!wanted.notifications) return;
  const isBreak = session.phase !== 'focus';
  const title = isBreak ? strings.ended.break : strings.ended.focus;
  void notifyEnd(title, isBreak ? strings.ended.breakBody : strings.ended.body(session.task_title));
}

const CLOCK_PREFIX = /^(?:‖ )?\d+:\d\d(?::\d\d)? · /;

function TitleAndBadge({ session }: { session: ActiveFocus }) {
  const now = useNow(session.status === 'running');
  const isPaused = session.status === 'paused';
  const clock = clockText(session, now);
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
  const { remainingMs, elapsedMs } = timerView(session, now);
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
