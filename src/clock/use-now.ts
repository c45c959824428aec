// The current time, for components that show it. Each tick reads the clock again instead of counting.
import { useEffect, useState } from 'react';
import { clock, now } from './clock.ts';

const SECOND_MS = 1_000;

/**
 * Updates at each full second (or every `everyMs`) while `isTicking`, when the page becomes visible, and when the clock is
 * corrected.
 */
export function useNow(isTicking: boolean, everyMs = SECOND_MS): Date {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const read = () => setShown(now());
    read();
    document.addEventListener('visibilitychange', read);
    const stop = clock.subscribe(read);
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Timeouts aligned to whole seconds do not drift as an interval would.
    const schedule = () => {
      timer = setTimeout(
        () => {
          read();
          schedule();
        },
        everyMs - (clock.now() % everyMs),
      );
    };
    if (isTicking) schedule();
    return () => {
      clearTimeout(timer);
      stop();
      document.removeEventListener('visibilitychange', read);
    };
  }, [isTicking, everyMs]);
  return shown;
}
