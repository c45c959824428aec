// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveByArrows } from './arrows.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
beforeEach(() => {
  document.body.innerHTML = '<div id="app"></div>';
  root = createRoot(document.getElementById('app')!);
});
afterEach(async () => {
  await act(async () => root.unmount());
});

const byId = (id: string) => document.getElementById(id)!;

test('arrows go from a field into its list and back, and stop at its ends', async () => {
  await act(async () =>
    root.render(
      <div data-arrow-list>
        {['one', 'two', 'three'].map((id) => (
          <button key={id} id={id} data-arrow-stop aria-label={id} onKeyDown={moveByArrows} />
        ))}
      </div>,
    ),
  );
  const press = (key: string) =>
    act(async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  const visited: (string | undefined)[] = [];
  byId('one').focus();
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
    await press(key);
    visited.push(document.activeElement?.id);
  }
  expect(visited).toEqual(['one', 'two', 'three', 'three', 'two']);
});
