// Observes a page that is left for another document and shown again. These functions run in the page and use nothing from
// outside.

/** Call before the page is left. A restored page reloads at once, so the note is stored in sessionStorage. */
export function noteCachedReturn(): void {
  sessionStorage.removeItem('cached-return');
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sessionStorage.setItem('cached-return', 'yes');
  });
}

export const wasCachedReturn = (): boolean => sessionStorage.getItem('cached-return') === 'yes';

/** True when one page leads the replica and no other waits for the leadership. */
export async function isAlone(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const ofLeader = (locks: LockInfo[]) => locks.filter(({ name }) => name === 'cadence-replica-leader').length;
  return ofLeader(held) === 1 && ofLeader(pending) === 0;
}
