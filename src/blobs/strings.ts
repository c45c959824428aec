// The texts of the card about files.
export const strings = {
  title: 'Files',
  description: 'Audio and the pictures of its analysis. Files kept on this device work without a network.',
  none: 'No files are kept on this device.',
  kept: (kept: string, free: string) => `${kept} kept on this device, about ${free} free.`,
  onServer: (used: string, quota: string) => `${used} of ${quota} used on the server.`,
  meter: 'Room used on the server',
  waiting: (count: number) => `${count === 1 ? '1 file is' : `${count} files are`} only on this device so far.`,
  makeRoom: 'Remove copies from this device',
  freed: (bytes: string) => `${bytes} are free again. The files stay on the server and come back when you open them.`,
  retry: 'Try again',
} as const;
