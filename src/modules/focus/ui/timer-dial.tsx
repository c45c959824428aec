// The running timer: the ring, the digits, and what is spoken of it. The only part of the page that renders each second.
import { Text, VisuallyHidden } from '@mantine/core';
import { useNow } from '#src/clock/use-now.ts';
import { clockText, isoDuration, spokenMinute, timerView, type ActiveFocus } from '../model.ts';
import { strings } from '../strings.ts';
import classes from './focus.module.css';
import { Ring } from '#src/ui/ring.tsx';

export function TimerDial({ session }: { session: ActiveFocus }) {
  const now = useNow(session.status === 'running');
  const view = timerView(session, now);
  const text = clockText(session, now);
  const isPaused = session.status === 'paused';
  const isCountingUp = view.remainingMs === null;
  return (
    <>
      <div className={classes.dial} data-timer data-paused={isPaused || undefined}>
        <Ring share={view.fraction} thickness={3.2} isQuiet={isPaused || session.phase !== 'focus'}>
          <Text className={classes.phase} c="dimmed">
            {isPaused ? strings.paused : strings.phases[session.phase]}
          </Text>
          <time
            className={classes.digits}
            data-long={text.length > 5 || undefined}
            role="timer"
            aria-live="off"
            aria-label={isCountingUp ? strings.timerLabel.passed : strings.timerLabel.left}
            dateTime={isoDuration(view.shownMs)}
          >
            {text}
          </time>
        </Ring>
        <SpokenTimer session={session} minute={spokenMinute(view)} isCountingUp={isCountingUp} />
      </div>
      {session.task_title !== null && <Text className={classes.subject}>{session.task_title}</Text>}
    </>
  );
}

/** Its text changes a few times in a session, so that a screen reader speaks then and not each second. */
function SpokenTimer({ session, minute, isCountingUp }: { session: ActiveFocus; minute: number | null; isCountingUp: boolean }) {
  const { left, passed, paused } = strings.spoken;
  const spoken = session.status === 'paused' ? paused : minute === null ? '' : isCountingUp ? passed(minute) : left(minute);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {spoken}
    </VisuallyHidden>
  );
}
