import { describe, expect, it } from 'vitest';
import { pressKey, turnWheel } from './gestures.ts';
import { clampRange, panRange, zoomRange } from './range.ts';

/** A view of a minute, 1000 px wide, without its drawing. */
function minute() {
  let range = { startMs: 20_000, endMs: 30_000 };
  const view = {
    isFollowing: true,
    range: () => range,
    durationMs: () => 60_000,
    timeAt: (x: number) => range.startMs + (x / 1000) * (range.endMs - range.startMs),
    setRange: (wanted: typeof range) => void (range = clampRange(wanted, 60_000)),
    zoom: (factor: number, anchorMs: number) => void (range = zoomRange(range, factor, anchorMs, 60_000)),
    pan: (screens: number) => void (range = panRange(range, screens * (range.endMs - range.startMs), 60_000)),
    setFollowing: (isFollowing: boolean) => void (view.isFollowing = isFollowing),
  };
  return view;
}
const wheel = (change: Partial<Parameters<typeof turnWheel>[1]>) => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...change,
});

describe('the wheel', () => {
  it('scrolls the page as always when it turns up and down', () => {
    const view = minute();
    expect(turnWheel(view, wheel({ deltaY: 100 }), 500, 1000)).toBe(false);
    expect(view.range()).toEqual({ startMs: 20_000, endMs: 30_000 });
  });
  it('with ctrl, and a pinch on a trackpad, zooms around the pointer', () => {
    const view = minute();
    expect(turnWheel(view, wheel({ deltaY: -100, ctrlKey: true }), 250, 1000)).toBe(true);
    expect(view.range().endMs - view.range().startMs).toBeLessThan(6000);
    expect(view.timeAt(250)).toBeCloseTo(22_500, 6);
    expect(view.isFollowing).toBe(true);
  });
  it('sideways or with shift moves, and stops following', () => {
    for (const change of [{ deltaX: 100 }, { deltaY: 100, shiftKey: true }]) {
      const view = minute();
      expect(turnWheel(view, wheel(change), 0, 1000)).toBe(true);
      expect(view.range()).toEqual({ startMs: 21_000, endMs: 31_000 });
      expect(view.isFollowing).toBe(false);
    }
  });
});

describe('the keys', () => {
  it('reach every part of a track at every zoom', () => {
    const view = minute();
    for (let n = 0; n < 30; n++) pressKey(view, '+', 25_000);
    expect(view.range().endMs - view.range().startMs).toBeCloseTo(1, 6);
    pressKey(view, 'End', 0);
    expect(view.range().endMs).toBeCloseTo(60_000, 6);
    pressKey(view, 'PageUp', 0);
    expect(view.range().endMs).toBeLessThan(60_000);
    pressKey(view, '0', 0);
    expect(view.range()).toEqual({ startMs: 0, endMs: 60_000 });
  });
  it('that mean nothing here are left to the page', () => {
    const view = minute();
    for (const key of ['Tab', 'a', ' ', 'Enter', 'ArrowDown']) expect(pressKey(view, key, 0)).toBe(false);
  });
});
