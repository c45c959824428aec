// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { moveByArrows, useReturnFocus } from './focus.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<main id="main" tabindex="-1"></main><button id="opener"></button><div id="app"></div>';
  root = createRoot(document.getElementById('app')!);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

const byId = (id: string) => document.getElementById(id)!;
const show = (isOpen: boolean) => act(async () => root.render(isOpen ? <Dialog /> : null));

function Dialog() {
  useReturnFocus();
  return <input id="field" />;
}

test('a dialog that is removed gives the focus back to what opened it', async () => {
  byId('opener').focus();
  await show(true);
  byId('field').focus();
  await show(false);
  vi.runAllTimers();
  expect(document.activeElement).toBe(byId('opener'));
});

test('where its opener is gone, the focus goes to the page, not to the body', async () => {
  byId('opener').focus();
  await show(true);
  byId('field').focus();
  byId('opener').remove();
  await show(false);
  vi.runAllTimers();
  expect(document.activeElement).toBe(byId('main'));
});

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
