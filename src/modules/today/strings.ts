// Every word of Today.
export const strings = {
  title: 'Today',
  now: 'Now',
  training: 'Training',
  inbox: 'Inbox',
  standing: 'Level',
  streak: (days: number) => (days === 1 ? '1 day in a row' : `${days} days in a row`),
  capture: 'Capture a thought',
  capturePlaceholder: 'A thought, a task, a link',
  save: 'Save',
  inboxEmpty: 'Nothing waits to be sorted.',
  inboxCount: (count: number) => (count === 1 ? '1 item to sort' : `${count} items to sort`),
  inboxAll: 'Open the inbox',
  level: (level: number) => `Level ${level}`,
  xpLeft: (xp: number) => `${xp.toLocaleString()} XP to go`,
  lastLevel: 'The last level',
  coins: (coins: number) => (coins === 1 ? '1 coin' : `${coins.toLocaleString()} coins`),
} as const;
