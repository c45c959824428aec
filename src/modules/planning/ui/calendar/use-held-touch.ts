// While something is dragged by finger the page does not scroll. A browser asks only listeners that were there when the finger came down.
import { useEffect, useRef, type RefObject } from 'react';

export function useHeldTouch(frame: RefObject<HTMLElement | null>, isActive: () => boolean): void {
  const ask = useRef(isActive);
  useEffect(() => {
    ask.current = isActive;
  });
  useEffect(() => {
    const element = frame.current;
    const hold = (event: TouchEvent): void => {
      if (ask.current() && event.cancelable) event.preventDefault();
    };
    element?.addEventListener('touchmove', hold, { passive: false });
    return () => element?.removeEventListener('touchmove', hold);
  }, [frame]);
}
