// Detects on the page that the server may be reachable again.

/** Calls back when the browser reports `online`, and when the person returns to the page while it is online. */
export function whenServerMayBeBack(onMayBeBack: () => void, page: Window = window): void {
  const { document, navigator } = page;
  page.addEventListener('online', onMayBeBack);
  const onReturn = (): void => {
    if (document.visibilityState === 'visible' && navigator.onLine) onMayBeBack();
  };
  document.addEventListener('visibilitychange', onReturn);
  page.addEventListener('focus', onReturn);
}
