// Texts that are the same for every import.
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const strings = {
  reading: 'Reading the file',
  unknown: 'This file cannot be read',
  failed: 'The import stopped',
  several: (count: number) => `${count} files in this archive can be imported`,
  severalText: 'Import one after the other, in any order.',
  open: 'Open',
  openOf: (path: string) => `Open ${path}`,
  showAllFiles: 'Show all files',
  another: 'Choose another file',
  stop: 'Stop',
  cancel: 'Cancel',
  line: (line: number) => `Line ${line}`,
  showAllRows: 'Show all rows',
  errorsTitle: (count: number) => plural(count, 'row cannot be read', 'rows cannot be read'),
  errorsText: 'Everything else is imported. Correct the lines in the file and import it again for the rest.',
  noticesTitle: (count: number) => plural(count, 'value is left out', 'values are left out'),
  noticesText: 'These rows are imported without a value that cannot be right.',
} as const;
