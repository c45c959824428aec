// Every word of the introductions and of the interests. The texts of the steps are rows.
export const strings = {
  start: 'Begin',
  startOf: (name: string) => `Begin “${name}”`,
  resume: 'Continue',
  resumeOf: (name: string) => `Continue “${name}”`,
  notNow: 'Not now',
  notNowOf: (name: string) => `Not now: “${name}”`,
  skippedToast: 'The settings keep it for later.',
  step: (at: number, of: number) => `${at} of ${of}`,
  back: 'Back',
  next: 'Next',
  done: 'Done',
  later: 'Close and continue later',
  preview: 'Preview: nothing is saved',
  section: {
    title: 'Introductions',
    description: 'Short tours of the app. They continue on your other devices where you left them.',
    again: 'Show again',
    states: {
      none: 'Not started',
      not_started: 'Not started',
      in_progress: 'Started',
      paused: 'Started',
      completed: 'Done',
      skipped: 'Skipped',
    },
  },
  interests: {
    title: 'Interests',
    description: 'What you choose comes first on Today and in the menu.',
    label: 'Your interests',
  },
} as const;
