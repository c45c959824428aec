// @vitest-environment happy-dom
// A worker that began offline may never hear `online`: the page tells it, and tells it again when the person comes back.
import { expect, test, vi } from 'vitest';
import { whenServerMayBeBack } from './server-may-be-back.ts';

function watchedPage() {
  let [isOnLine, visibility] = [false, 'visible'];
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnLine });
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
  const tried = vi.fn();
  whenServerMayBeBack(tried);
  return {
    tried,
    become: (online: boolean) => (isOnLine = online),
    show: (state: 'visible' | 'hidden') => {
      visibility = state;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

test('the page hears that the network is back, and coming back to it tries again while there is one', () => {
  const page = watchedPage();
  window.dispatchEvent(new Event('focus'));
  page.show('visible');
  expect(page.tried).not.toHaveBeenCalled();

  page.become(true);
  window.dispatchEvent(new Event('online'));
  expect(page.tried).toHaveBeenCalledTimes(1);
  page.show('hidden');
  expect(page.tried).toHaveBeenCalledTimes(1);
  page.show('visible');
  window.dispatchEvent(new Event('focus'));
  expect(page.tried).toHaveBeenCalledTimes(3);
});
