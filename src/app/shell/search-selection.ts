// Which result of the search Enter opens.
import type { createSpotlightStore } from '@mantine/spotlight';

type Store = Pick<ReturnType<typeof createSpotlightStore>, 'getState' | 'updateState'>;

/**
 * Selects the first result, unless the arrow keys have chosen another. Call it whenever the results have changed: records
 * arrive a moment after typing, in groups before or after those that are shown, and Mantine leaves the selection where it was.
 */
export function selectFirst(store: Store): void {
  const { listId, selected } = store.getState();
  const list = document.getElementById(listId);
  if (list === null) return;
  const marked = [...list.querySelectorAll('[data-selected]')];
  const first = list.querySelector('[data-action]');
  const isChosen = selected > 0 && marked.length > 0;
  if (isChosen || (selected === 0 && marked.length === 1 && marked[0] === first)) return;
  for (const one of marked) one.removeAttribute('data-selected');
  first?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}
