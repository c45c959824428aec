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
  notices: {
    askTimer: 'Get a notification when the timer ends?',
    askRest: 'Get a notification when a rest is over?',
    yes: 'Notify me',
    no: 'Not now',
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
      `About ${left} remain for Cadence. Free some space: without it new things cannot be saved, and a browser on a full disk may remove what it keeps.`,
  },
  weakStorage: {
    private: {
      title: 'This window keeps nothing for long',
      text: 'The browser gives this window no lasting storage, as private windows do. What you do here may be gone when you close it. Sign in to keep it, or use a normal window.',
    },
    browser: {
      title: 'This browser may clear your data',
      text: 'It has no file storage for apps, so Cadence keeps your data where the browser may clear it. Sign in to have it on the server too, or use a recent Chrome, Edge, Firefox or Safari.',
    },
    dismiss: 'Got it',
  },
  lost: {
    title: 'This browser removed what Cadence had stored',
    unsent: (count: number) =>
      count === 1 ? 'One change was only on this device and is gone.' : `${count} changes were only on this device and are gone.`,
    account: 'Sign in again to get back everything that had reached the server.',
    cause: 'Browsers do this when the disk is full. Free some space before you go on.',
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
