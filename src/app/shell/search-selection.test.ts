// @vitest-environment happy-dom
// The selected result while records arrive in groups around those that are shown.
import { createSpotlightStore } from '@mantine/spotlight';
import { beforeEach, expect, test } from 'vitest';
import { selectFirst } from './search-selection.ts';

const store = createSpotlightStore();

function show(...ids: string[]): void {
  const list = document.getElementById('results')!;
  const shown = new Map([...list.children].map((one) => [one.id, one]));
  const next = ids.map((id) => shown.get(id) ?? Object.assign(document.createElement('button'), { id }));
  for (const one of next) one.setAttribute('data-action', 'true');
  list.replaceChildren(...next);
}
const selected = (): string[] => [...document.querySelectorAll('[data-selected]')].map(({ id }) => id);

beforeEach(() => {
  document.body.innerHTML = '<div id="results"></div>';
  store.updateState((state) => ({ ...state, listId: 'results', selected: -1 }));
});

test('a result that arrives before the selected first one is selected in its place', () => {
  show('lesson');
  selectFirst(store);
  show('track', 'lesson');
  selectFirst(store);
  expect(selected()).toEqual(['track']);
  expect(store.getState().selected).toBe(0);
});

test('a result that the arrow keys have chosen stays selected until it is gone', () => {
  show('lesson', 'track');
  selectFirst(store);
  document.getElementById('lesson')!.removeAttribute('data-selected');
  document.getElementById('track')!.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 1 }));
  show('goal', 'lesson', 'track');
  selectFirst(store);
  expect(selected()).toEqual(['track']);
  show('goal', 'lesson');
  selectFirst(store);
  expect(selected()).toEqual(['goal']);
});
