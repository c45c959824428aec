// A part of a page whose rows decide its height: until they are read, it stands as high as it was on this device when they were last
// read, so that what is below does not jump. Losing the heights loses nothing: the skeleton's own height is used then.
import { useLayoutEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import classes from './kept-height.module.css';

const CACHE_KEY = 'cadence.heights';
/** Words wrap at other places in a window of another width. */
const WIDTH_STEP_PX = 40;
const WRITE_AFTER_MS = 500;
const SKELETON = '.mantine-Skeleton-root';

interface KeptHeightProps {
  /** Unique in the app. */
  name: string;
  children: ReactNode;
}

export function KeptHeight({ name, children }: KeptHeightProps) {
  const box = useRef<HTMLDivElement>(null);
  const key = `${name} ${widthStep()}`;
  const kept = keptHeights()[key];
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // Takes the size from the observer: reading it from the element would force a layout for each part.
    const sizes = new ResizeObserver((entries) => {
      const height = entries.at(-1)?.borderBoxSize[0]?.blockSize;
      if (height !== undefined && element.querySelector(SKELETON) === null) keepHeight(key, Math.round(height));
    });
    sizes.observe(element);
    // An absent part may have no size that changes.
    const content = new MutationObserver(() => element.childElementCount === 0 && keepHeight(key, 0));
    content.observe(element, { childList: true });
    return () => {
      sizes.disconnect();
      content.disconnect();
    };
  }, [key]);
  return (
    <div
      ref={box}
      className={classes.box}
      style={kept === undefined ? undefined : ({ '--kept-height': `${kept}px` } as CSSProperties)}
      data-kept={kept}
    >
      {children}
    </div>
  );
}

/** Parts that come to sight from top to bottom where their heights are not known yet. Not around what works before rows are read. */
export const InOrder = ({ children }: { children: ReactNode }) => <div className={classes.inOrder}>{children}</div>;

let knownStep: number | undefined;

/** Kept until the window changes: reading its width lays out the page, which no part may do while it renders. */
function widthStep(): number {
  if (knownStep === undefined) {
    addEventListener('resize', () => (knownStep = undefined), { once: true });
    knownStep = Math.round(innerWidth / WIDTH_STEP_PX);
  }
  return knownStep;
}

let writing: ReturnType<typeof setTimeout> | undefined;
let heights: Record<string, number> | undefined;

/** As they were when the page was loaded. */
function keptHeights(): Record<string, number> {
  if (heights !== undefined) return heights;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(CACHE_KEY) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    heights = Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isFinite(entry[1])));
  } catch {
    heights = {};
  }
  return heights;
}

function keepHeight(key: string, height: number): void {
  const all = keptHeights();
  if (all[key] === height) return;
  all[key] = height;
  writing ??= setTimeout(write, WRITE_AFTER_MS);
}

/** Once for all parts of a page that arrive together. */
function write(): void {
  writing = undefined;
  try {
    localStorage.setItem(CACHE_KEY, JSON.stringify(keptHeights()));
  } catch {
    // No room or no storage: the next start uses the skeletons' own heights.
  }
}
