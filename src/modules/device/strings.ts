// Every word about this device: installing, storage and updates.
export const strings = {
  install: {
    title: 'Install',
    installed: 'Cadence is installed on this device.',
    offer: 'As an app, Cadence opens in its own window, starts faster and keeps its data for longer.',
    button: 'Install Cadence',
    ios: 'On an iPhone or iPad: open Cadence in Safari, tap Share, then “Add to Home Screen”.',
    iosEmpty:
      'The installed app has a storage of its own and starts empty until you sign in there. If you have no account yet, sign in here first, so that nothing stays behind. Then sign in there with the code of the email, or with a code from this device: Account, “Add a device”.',
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
    kept: 'The browser will keep your data until you delete it.',
    notKept: 'The browser may clear this data when the device runs low on space. Synced data is safe.',
    keep: 'Ask the browser to keep it',
    refused: 'The browser has not agreed yet. Installing Cadence or using it for a few days usually helps.',
    meter: 'Storage used',
  },
  low: {
    title: 'Little space left on this device',
    text: (left: string) =>
      `About ${left} left for Cadence. Free up some space: on a full disk nothing new can be saved, and the browser may delete stored data.`,
  },
  weakStorage: {
    private: {
      title: 'This window does not keep your data',
      text: 'This seems to be a private window, which has no lasting storage. What you do here may be lost when you close it. Sign in to keep it, or use a normal window.',
    },
    browser: {
      title: 'This browser may clear your data',
      text: 'It has no file storage for apps, so it may clear your data at any time. Sign in to keep a copy on the server, or use a recent Chrome, Edge, Firefox or Safari.',
    },
    dismiss: 'Got it',
  },
  lost: {
    title: 'The browser deleted the data of Cadence',
    unsent: (count: number) =>
      count === 1 ? 'One change was only on this device and is lost.' : `${count} changes were only on this device and are lost.`,
    account: 'Sign in again to restore everything that was synced.',
    cause: 'Browsers do this when the disk is full. Free up some space before you continue.',
    dismiss: 'Got it',
  },
  update: {
    title: 'A new version is ready',
    text: 'Updating takes a second, and nothing is lost.',
    held: 'The update waits until your session ends.',
    now: 'Update now',
    later: 'Later',
  },
  firstVisit: {
    title: 'Setting up this device',
    text: 'This happens once. Afterwards Cadence opens without a network.',
    progress: (percent: number) => (percent < 100 ? `${percent}%` : 'Almost ready'),
  },
} as const;
