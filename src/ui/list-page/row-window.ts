// Which lines of a long list are rendered: those on the screen and some around them. The rest is empty room of their size.
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Shorter lists are rendered whole: the browser's own search finds everything in them. */
const WHOLE_LINES = 60;
const OVERSCAN = 12;

interface RowWindowOptions {
  count: number;
  /** The height of a line until it is measured. */
  estimatePx: number;
  keyOf(at: number): string;
}

export interface RowWindow {
  /** Whether some lines are left out. */
  isPart: boolean;
  /** The lines from `from` up to but without `to` are rendered. */
  from: number;
  to: number;
  /** The height of what is left out before and after, in px. */
  before: number;
  after: number;
  /** The ref of each line, which has its place as `data-index`. */
  measure(line: HTMLElement | null): void;
}

/** `host`: the element whose children the lines are. */
export function useRowWindow(host: RefObject<HTMLElement | null>, { count, estimatePx, keyOf }: RowWindowOptions): RowWindow {
  const [top, setTop] = useState(0);
  // What stands above the list may change its height; the body then does too.
  useLayoutEffect(() => {
    const look = () => host.current && setTop(Math.round(host.current.getBoundingClientRect().top + window.scrollY));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [host]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimatePx,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: keyOf,
  });
  useFocusInList(host);
  useArrows(host);
  const lines = virtualizer.getVirtualItems();
  const [first, last] = [lines[0], lines.at(-1)];
  const measure = virtualizer.measureElement;
  if (count <= WHOLE_LINES || !first || !last) {
    return { measure, isPart: false, from: 0, to: Math.min(count, WHOLE_LINES), before: 0, after: 0 };
  }
  return {
    measure,
    isPart: true,
    from: first.index,
    to: last.index + 1,
    before: first.start - top,
    after: virtualizer.getTotalSize() - (last.end - top),
  };
}

/** A row that had the focus and left the window gives it to the list: the keyboard goes on from there. */
function useFocusInList(host: RefObject<HTMLElement | null>): void {
  const wasWithin = useRef(false);
  useEffect(() => {
    if (wasWithin.current && document.activeElement === document.body) host.current?.focus({ preventScroll: true });
    wasWithin.current = host.current?.contains(document.activeElement) ?? false;
  });
}

const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled)';
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

function useArrows(host: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const list = host.current;
    list?.addEventListener('keydown', moveByArrow);
    return () => list?.removeEventListener('keydown', moveByArrow);
  }, [host]);
}

/** The arrows go from row to row, to the first control of each. */
function moveByArrow(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const target = event.target as HTMLElement;
  if (step === undefined || event.defaultPrevented || target.matches('input:not([type=checkbox]), textarea, select')) return;
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(target));
  const next = at < 0 ? rows[0] : rows[at + step];
  const control = next?.querySelector<HTMLElement>(CONTROLS);
  if (!control) return;
  event.preventDefault();
  control.focus();
}
