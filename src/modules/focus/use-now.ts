// The time, for components that show it. Nothing is counted: each tick reads the clock again.
import { useEffect, useState } from 'react';

/** Now, renewed each second while `isTicking`, and when the page comes back into view. */
export function useNow(isTicking: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const read = () => setNow(new Date());
    read();
    document.addEventListener('visibilitychange', read);
    if (!isTicking) return () => document.removeEventListener('visibilitychange', read);
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      read();
      schedule();
    };
    // A chain of timeouts aligned to whole seconds does not drift as an interval would.
    const schedule = () => {
      timer = setTimeout(tick, 1_000 - (Date.now() % 1_000));
    };
    schedule();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [isTicking]);
  return now;
}
