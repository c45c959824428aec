// Every word the settings show.
export const strings = {
  title: 'Settings',
  description: 'Kept on this device, and on your other devices once you sign in.',
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  },
  day: {
    title: 'Your day',
    start: 'The day starts at',
    startHint: 'Before it, the day before still counts.',
    weekday: 'The week starts on',
    weekdayHint: 'For charts and calendars.',
    zone: 'Time zone',
    zoneAuto: (zone: string) => `Follow this device (${zone})`,
    zoneHint: 'Days that are over stay as they were when you travel.',
    zoneNothing: 'No zone has this name',
  },
  alerts: {
    title: 'Sounds and notifications',
    sounds: 'Sounds',
    soundsHint: 'A chime when a timer ends.',
    notifications: 'Notifications',
    notificationsHint: 'When a timer ends while you look at something else.',
    kinds: {
      focus_end: 'When a focus session or break ends',
      rest_end: 'When the rest between sets is over',
      habit_reminder: 'Reminders of habits',
    },
    quiet: 'Quiet hours',
    quietHint: 'No notifications in these hours. The end of a timer is not told later either.',
    quietFrom: 'From',
    quietTo: 'To',
    reach: {
      'needs-install':
        'On an iPhone or iPad only the installed app can notify you: open Cadence in Safari, tap Share, then “Add to Home Screen”, and turn notifications on there.',
      unsupported: 'This browser has no notifications.',
      denied: 'This browser blocks notifications for Cadence. Allow them in its site settings.',
      'not-asked': 'If you are signed in, they also come while Cadence is closed, when this device is online.',
      'open: signed out':
        'They come only while Cadence is open. While it is closed, the server sends them: sign in to get those too.',
      'open: no push': 'They come only while Cadence is open: this browser cannot receive them for a closed app.',
      'open: not registered':
        'They come only while Cadence is open: registering this browser with the server or its push service failed. Cadence tries again when you are online.',
      'closed too': 'They also come while Cadence is closed, when this device is online.',
    },
    tryAgain: 'Try again',
  },
  themeCommands: { light: 'Use the light theme', dark: 'Use the dark theme', auto: 'Follow the system theme' },
  about: { title: 'About', debug: 'Sync details', profile: 'Profile', account: 'Account' },
} as const;
