// Texts that are the same for every import.
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const strings = {
  reading: 'Reading the file',
  unknown: 'This file cannot be read',
  failed: 'The import stopped',
  several: (count: number) => `${count} files in this archive can be imported`,
  severalText: 'Import them one at a time, in any order.',
  open: 'Open',
  openOf: (path: string) => `Open ${path}`,
  showAllFiles: 'Show all files',
  another: 'Choose another file',
  stop: 'Stop',
  cancel: 'Cancel',
  line: (line: number) => `Line ${line}`,
  showAllRows: 'Show all rows',
  errorsTitle: (count: number) => plural(count, 'row cannot be read', 'rows cannot be read'),
  errorsText: 'Everything else will be imported. Correct these lines in the file and import it again to add them.',
  noticesTitle: (count: number) => plural(count, 'value is left out', 'values are left out'),
  noticesText: 'These rows are imported without the values that cannot be right.',
} as const;
