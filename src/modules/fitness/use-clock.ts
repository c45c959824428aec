// The clock, for what shows elapsed or remaining time. It is read again at each tick and when the page comes back into view,
// so a device that slept shows the right time at once.
import { useEffect, useState } from 'react';

const TICK_MS = 1000;

/** Now, every second while `isTicking`. */
export function useClock(isTicking: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (!isTicking) return undefined;
    const read = () => setNow(new Date());
    read();
    const timer = setInterval(read, TICK_MS);
    document.addEventListener('visibilitychange', read);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [isTicking]);
  return now;
}
