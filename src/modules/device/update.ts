// Updates: a new version is fetched in the background and waits. It takes over only when the person says so, and never
// while a session runs.
import { create } from 'zustand';

const CHECK_EVERY_MS = 60 * 60 * 1000;

interface UpdateState {
  /** Set when a new version waits. */
  apply: (() => void) | null;
  isPutOff: boolean;
}

export const useUpdate = create<UpdateState>(() => ({ apply: null, isPutOff: false }));

export const putOffUpdate = (): void => useUpdate.setState({ isPutOff: true });

/** Call it once the replica is open, so that filling the cache does not slow the first visit. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox('/service-worker.js');
  const hadController = navigator.serviceWorker.controller !== null;
  let isApplying = false;
  const offer = async (): Promise<void> => {
    // The first version waits for a moment too, in Firefox for longer, until the browser activates it by itself.
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration?.active) return;
    useUpdate.setState({
      isPutOff: false,
      apply: () => {
        isApplying = true;
        workbox.messageSkipWaiting();
      },
    });
  };
  workbox.addEventListener('waiting', () => void offer());
  workbox.addEventListener('controlling', () => {
    if (isApplying) location.reload();
    // Another tab agreed. This page goes on as it is, but parts of it that were not loaded yet are gone, so it asks again.
    else if (hadController) useUpdate.setState({ isPutOff: false, apply: () => location.reload() });
  });
  await workbox.register();
  const check = () => {
    // Offline the check fails, and the next one will do.
    if (navigator.onLine) workbox.update().catch(() => undefined);
  };
  setInterval(check, CHECK_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
}
