// Installing: keeps the browser's offer until the person wants it.
// Listens from the first moment: browsers make the offer once, early, and do not repeat it.
import { create } from 'zustand';

/** Chromium's event; not in the DOM types because it is no standard. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

type InstallState =
  | { kind: 'installed' }
  | { kind: 'offered'; offer: BeforeInstallPromptEvent }
  | { kind: 'by-hand'; system: 'ios' | 'other' };

const isOffer = (event: Event): event is BeforeInstallPromptEvent => 'prompt' in event;

export const isStandalone = (): boolean =>
  matchMedia('(display-mode: standalone), (display-mode: minimal-ui)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

/** iPadOS calls itself a Mac; only it has a touch screen. */
export const isIos = (): boolean =>
  /iPad|iPhone|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1);

export const useInstall = create<InstallState>(() => ({ kind: 'by-hand', system: 'other' }));

export function watchInstallOffers(): void {
  if (isStandalone()) useInstall.setState({ kind: 'installed' }, true);
  else if (isIos()) useInstall.setState({ kind: 'by-hand', system: 'ios' }, true);
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    if (isOffer(event)) useInstall.setState({ kind: 'offered', offer: event }, true);
  });
  addEventListener('appinstalled', () => useInstall.setState({ kind: 'installed' }, true));
}

export async function install(offer: BeforeInstallPromptEvent): Promise<void> {
  const { outcome } = await offer.prompt();
  // An offer works once; a new event comes if the browser wants to offer again.
  if (outcome === 'dismissed') useInstall.setState({ kind: 'by-hand', system: 'other' }, true);
}
