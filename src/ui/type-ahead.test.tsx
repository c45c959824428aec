// @vitest-environment happy-dom
// What is typed between a shortcut and the focus of the field that it opens.
import { act, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdKeys } from './type-ahead.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

function Field() {
  const [value, setValue] = useState('');
  return <input id="field" value={value} onChange={(event) => setValue(event.currentTarget.value)} />;
}

let root: Root;
const shortcut = vi.fn();
const field = () => document.getElementById('field') as HTMLInputElement;
const press = (key: string, more: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
const focus = () => act(async () => field().focus());

beforeEach(async () => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="app"></div>';
  document.documentElement.addEventListener('keydown', shortcut);
  root = createRoot(document.getElementById('app')!);
  await act(async () => root.render(<Field />));
});
afterEach(async () => {
  vi.runAllTimers();
  vi.useRealTimers();
  document.documentElement.removeEventListener('keydown', shortcut);
  shortcut.mockReset();
  await act(async () => root.unmount());
});

test('keys typed before the field has the focus arrive in it and are no shortcuts', async () => {
  holdKeys();
  for (const key of 'clo') press(key);
  await focus();
  expect(field().value).toBe('clo');
  expect(shortcut).not.toHaveBeenCalled();
  press('c');
  expect(shortcut).toHaveBeenCalledTimes(1);
});

test('escape, a combination of keys and a field that does not come give the keys back to the page', async () => {
  holdKeys();
  press('k', { ctrlKey: true });
  press('Escape');
  press('x');
  expect(shortcut).toHaveBeenCalledTimes(3);
  holdKeys();
  press('y');
  vi.advanceTimersByTime(3_000);
  press('z');
  expect(shortcut).toHaveBeenCalledTimes(4);
  await focus();
  expect(field().value).toBe('');
});
