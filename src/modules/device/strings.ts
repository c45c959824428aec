// Every word about this device: installing, storage and updates.
export const strings = {
  install: {
    title: 'Install',
    installed: 'Cadence is installed on this device.',
    offer: 'As an app, Cadence opens in its own window, starts faster and keeps its data for longer.',
    button: 'Install Cadence',
    ios: 'On an iPhone or iPad: open Cadence in Safari, tap Share, then “Add to Home Screen”.',
    other: 'This browser offers no install button. In Chrome, Edge or Safari look for “Install” or “Add to Dock” in the menu.',
  },
  storage: {
    title: 'Storage on this device',
    used: (used: string, total: string) => `${used} used of about ${total} this browser allows.`,
    unknown: 'This browser does not say how much is used.',
    kept: 'The browser has agreed to keep your data until you delete it.',
    notKept: 'The browser may clear this data when the device runs out of room. What is synced is safe.',
    keep: 'Ask to keep it',
    refused: 'The browser did not agree yet. Installing Cadence or using it for some days usually helps.',
    meter: 'Storage used',
  },
  low: {
    title: 'Little room left on this device',
    text: (left: string) =>
      `About ${left} remain for Cadence. Nothing saved is lost; free some space so that new things can be saved.`,
  },
  privateWindow: {
    title: 'This window keeps nothing for long',
    text: 'The browser gives this window no lasting storage, as private windows do. What you do here may be gone when you close it. Sign in to keep it, or use a normal window.',
    dismiss: 'Got it',
  },
  update: {
    title: 'A new version is ready',
    text: 'It takes a second and loses nothing.',
    held: 'It waits until your session ends.',
    now: 'Update now',
    later: 'Later',
  },
  firstVisit: {
    title: 'Setting up this device',
    text: 'This happens once. Afterwards Cadence opens without a network.',
    progress: (percent: number) => (percent < 100 ? `${percent}%` : 'Almost ready'),
  },
} as const;
