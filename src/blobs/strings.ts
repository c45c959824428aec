// The texts of the card about files.
export const strings = {
  title: 'Files',
  description: 'Audio files and their analysis. Files kept on this device work offline.',
  none: 'No files are kept on this device.',
  kept: (kept: string, free: string) => `${kept} kept on this device, about ${free} free.`,
  onServer: (used: string, quota: string) => `${used} of ${quota} used on the server.`,
  meter: 'Storage used on the server',
  waiting: (count: number) => `${count === 1 ? '1 file is' : `${count} files are`} only on this device so far.`,
  makeRoom: 'Remove copies from this device',
  freed: (bytes: string) => `${bytes} freed. The files stay on the server and are downloaded again when you open them.`,
  retry: 'Try again',
} as const;
