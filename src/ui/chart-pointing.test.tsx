// @vitest-environment happy-dom
// The value of a point is told to the mouse, to a finger, to keys and to a screen reader.
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, it } from 'vitest';
import { ChartPointing, nearest } from './chart-pointing.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const MINUTES = [25, 50, 0, 75];
let chart: HTMLElement;

beforeEach(async () => {
  document.body.innerHTML = '<div></div>';
  const host = document.body.firstElementChild as HTMLElement;
  await act(async () =>
    createRoot(host).render(
      <ChartPointing
        summary="Focus"
        unit="min"
        count={MINUTES.length}
        indexAt={(x) => nearest([10, 20, 30, 40], x)}
        textOf={(at) => `day ${at + 1}: ${MINUTES[at]} min`}
      >
        {(pointed) => <p>{pointed ?? 'none'}</p>}
      </ChartPointing>,
    ),
  );
  chart = document.querySelector('[role=slider]') as HTMLElement;
});

const press = (key: string) => act(async () => void chart.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
const point = (type: string, clientX: number, pointerType: string) =>
  act(async () => void chart.dispatchEvent(new PointerEvent(type, { clientX, pointerType, bubbles: true })));
const shown = () => [chart.querySelector('p')?.textContent, chart.getAttribute('aria-valuetext')];

it('says its name, its unit and the newest value before anybody points', () => {
  expect(chart.getAttribute('aria-label')).toBe('Focus');
  expect(chart.textContent).toContain('min');
  expect(shown()).toEqual(['none', 'day 4: 75 min']);
});

it('goes from point to point by the arrow keys, to both ends, and no further', async () => {
  await act(async () => chart.focus());
  expect(shown()).toEqual(['3', 'day 4: 75 min']);
  await press('ArrowLeft');
  expect(shown()).toEqual(['2', 'day 3: 0 min']);
  expect(chart.getAttribute('aria-valuenow')).toBe('2');
  await press('Home');
  await press('ArrowLeft');
  expect(shown()).toEqual(['0', 'day 1: 25 min']);
  await press('End');
  await press('ArrowRight');
  expect(shown()).toEqual(['3', 'day 4: 75 min']);
  await press('Escape');
  expect(shown()[0]).toBe('none');
});

it('shows what the mouse is nearest to while it is there', async () => {
  await point('pointermove', 21, 'mouse');
  expect(shown()).toEqual(['1', 'day 2: 50 min']);
  expect(chart.textContent).toContain('day 2: 50 min');
  await point('pointerout', 21, 'mouse');
  expect(shown()[0]).toBe('none');
});

it('shows what a finger touched, also after it was lifted', async () => {
  await point('pointerdown', 12, 'touch');
  await point('pointermove', 33, 'touch');
  await point('pointerout', 33, 'touch');
  expect(shown()).toEqual(['2', 'day 3: 0 min']);
});
