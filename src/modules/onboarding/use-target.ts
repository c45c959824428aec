// Where the place is that a step points at: the first visible element of the selector, followed while the page scrolls and changes.
import { useEffect, useState } from 'react';

export interface TargetRect {
  top: number;
  left: number;
  width: number;
  height: number;
}

/** A selector comes from a row: one that is no selector matches nothing. */
export function visibleTarget(selector: string): Element | null {
  try {
    for (const element of document.querySelectorAll(selector)) {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) return element;
    }
  } catch {
    // No selector.
  }
  return null;
}

/** Null: it is not on the screen. */
export function useTarget(selector: string | null): TargetRect | null {
  const [rect, setRect] = useState<TargetRect | null>(null);
  useEffect(() => {
    if (selector === null) {
      setRect(null);
      return undefined;
    }
    let isScrolledTo = false;
    const look = (): void => {
      const element = visibleTarget(selector);
      if (element && !isScrolledTo) {
        isScrolledTo = true;
        element.scrollIntoView({ block: 'nearest' });
      }
      const found = element?.getBoundingClientRect();
      const next = found ? { top: found.top, left: found.left, width: found.width, height: found.height } : null;
      setRect((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    const changes = new MutationObserver(look);
    changes.observe(document.body, { childList: true, subtree: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(document.body);
    window.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      changes.disconnect();
      sizes.disconnect();
      window.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [selector]);
  return rect;
}
