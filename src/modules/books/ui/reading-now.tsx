// The reading timer on the pages of others.
import { IconBook, IconPlayerPause } from '@tabler/icons-react';
import { NowLink } from '#src/ui/now-link.tsx';
import type { TimerRow } from '../queries.ts';
import { strings } from '../strings.ts';
import { useOpenTimer, useTimerText } from '../use-timer.ts';

export function ReadingNow() {
  const timer = useOpenTimer();
  return timer && <OpenTimer timer={timer} />;
}

function OpenTimer({ timer }: { timer: TimerRow }) {
  const text = useTimerText(timer);
  const to = `/library/books/${timer.book_id}`;
  const isPaused = timer.status === 'paused';
  return (
    <NowLink
      to={to}
      shownOn={['/', to]}
      icon={isPaused ? IconPlayerPause : IconBook}
      name={isPaused ? strings.timer.paused : timer.title}
      time={text}
    />
  );
}
