// The keyboard's place on the page. When what has the focus is removed (a dialog, a deleted row, a button that did its work), browsers
// give the focus to the body, and the next Tab starts at the top of the page. Here it goes to the row that took the place of
// the removed one, else to what had the focus before, else to the page.

/** Rows that may have been removed, with their places, the innermost first. */
interface Place {
  element: HTMLElement;
  rows: { list: Element; index: number }[];
}

const REMEMBERED = 12;
const ROWS = 'li, tr, article';
// Fields last: the focus of a field opens the keyboard of a phone.
const STOPS = ['a[href], button:not(:disabled), [role="checkbox"]', 'input:not(:disabled), select, textarea, [tabindex="0"]'];

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && element.checkVisibility() && !element.matches(':disabled') && element.closest('[inert]') === null;

function placeOf(element: HTMLElement): Place {
  const rows: Place['rows'] = [];
  for (let row = element.closest(ROWS); row?.parentElement; row = row.parentElement.closest(ROWS)) {
    rows.push({ list: row.parentElement, index: [...row.parentElement.children].indexOf(row) });
  }
  return { element, rows };
}

function stopIn(row: Element): HTMLElement | undefined {
  for (const stops of STOPS) {
    const stop = [...row.querySelectorAll<HTMLElement>(stops)].find(isThere);
    if (stop) return stop;
  }
  return undefined;
}

/** What stands where the removed row stood: the row after it, or the last one. */
function stopBeside({ rows }: Place): HTMLElement | undefined {
  for (const { list, index } of rows) {
    const row = list.isConnected ? list.children[Math.min(index, list.children.length - 1)] : undefined;
    const stop = row?.matches(ROWS) ? stopIn(row) : undefined;
    if (stop) return stop;
  }
  return undefined;
}

/** Call once for the document; returns what ends it. */
export function keepFocus(): () => void {
  let places: Place[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const remember = ({ target }: Event) => {
    if (!(target instanceof HTMLElement) || target.id === 'main') return;
    places = [placeOf(target), ...places.filter(({ element }) => element !== target)].slice(0, REMEMBERED);
  };
  const isLost = (): boolean => {
    const { activeElement, body } = document;
    return (activeElement === null || activeElement === body) && places[0]?.element.isConnected === false;
  };
  const restore = () => {
    if (!isLost()) return;
    let stop: HTMLElement | null | undefined;
    for (const place of places) {
      stop = isThere(place.element) ? place.element : stopBeside(place);
      if (stop) break;
    }
    (stop ?? document.getElementById('main'))?.focus({ preventScroll: true });
    places = places.filter(({ element }) => element.isConnected);
  };
  // In a turn of its own: what replaces the removed element, or a dialog that opens, may take the focus itself.
  const watcher = new MutationObserver(() => {
    if (!isLost()) return;
    clearTimeout(timer);
    timer = setTimeout(restore);
  });

  document.addEventListener('focusin', remember);
  watcher.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    watcher.disconnect();
    document.removeEventListener('focusin', remember);
  };
}
