// Every word the settings show.
export const strings = {
  title: 'Settings',
  description: 'Saved on this device, and synced to your other devices once you sign in.',
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  },
  day: {
    title: 'Your day',
    start: 'The day starts at',
    startHint: 'Anything earlier counts towards the previous day.',
    weekday: 'The week starts on',
    weekdayHint: 'For charts and calendars.',
    zone: 'Time zone',
    zoneAuto: (zone: string) => `Follow this device (${zone})`,
    zoneHint: 'Past days do not change when you travel.',
    zoneNothing: 'No matching time zone',
  },
  alerts: {
    title: 'Sounds and notifications',
    sounds: 'Sounds',
    soundsHint: 'A chime when a timer ends.',
    notifications: 'Notifications',
    notificationsHint: 'When a timer ends while you are doing something else.',
    kinds: {
      focus_end: 'When a focus session or break ends',
      rest_end: 'When the rest between sets is over',
      habit_reminder: 'Habit reminders',
    },
    quiet: 'Quiet hours',
    quietHint: 'No notifications during these hours. The end of a timer is not announced later either.',
    quietFrom: 'From',
    quietTo: 'To',
    reach: {
      'needs-install':
        'On an iPhone or iPad only the installed app can notify you: open Cadence in Safari, tap Share, then “Add to Home Screen”, sign in there, because it starts empty, and turn notifications on.',
      unsupported: 'This browser has no notifications.',
      denied: 'This browser blocks notifications for Cadence. Allow them in its site settings.',
      'not-asked': 'If you are signed in, you also get them while Cadence is closed, as long as this device is online.',
      'open: signed out': 'You get them only while Cadence is open. Sign in to get them while it is closed too.',
      'open: no push': 'You get them only while Cadence is open: this browser does not support push notifications.',
      'open: not registered':
        'You get them only while Cadence is open: this browser could not be registered for push notifications. Cadence tries again when you are online.',
      'closed too': 'You also get them while Cadence is closed, as long as this device is online.',
    },
    tryAgain: 'Try again',
  },
  themeCommands: { light: 'Use the light theme', dark: 'Use the dark theme', auto: 'Follow the system theme' },
  about: { title: 'About', debug: 'Sync details', profile: 'Profile', account: 'Account' },
} as const;
