// Finds the format of a file. For a file of no known format, the reason says what it is instead, so that the person sees what
// was expected.
import { fileProblem } from './problem.ts';
import type { Format } from './format.ts';
import { MAX_FILE_BYTES, type SourceFile } from './source-file.ts';

export interface FoundFile<Known extends Format> {
  format: Known;
  file: SourceFile;
}

export type Recognised<Known extends Format> =
  /** More than one file only for an archive that no format takes as a whole: each is a file in it, named by its path. */
  { kind: 'known'; files: readonly [FoundFile<Known>, ...FoundFile<Known>[]] } | { kind: 'unknown'; reason: string };

/**
 * Returns the format with the highest confidence; of equal ones, the first in the list. A format may take an archive as a whole
 * by its `entries`; otherwise each of its files is recognised separately. Archives inside archives are not opened.
 */
export function recognise<Known extends Format>(file: SourceFile, formats: readonly Known[]): Recognised<Known> {
  if (file.bytes.length > MAX_FILE_BYTES)
    return { kind: 'unknown', reason: `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.` };
  try {
    const { format, reasons } = surest(file, formats);
    if (format) return { kind: 'known', files: [{ format, file }] };
    if (file.kind === 'zip') return recogniseEntries(file, formats);
    return { kind: 'unknown', reason: [whatItIs(file), ...reasons, expected(formats)].join(' ') };
  } catch (thrown) {
    return { kind: 'unknown', reason: fileProblem(thrown) };
  }
}

function recogniseEntries<Known extends Format>(archive: SourceFile, formats: readonly Known[]): Recognised<Known> {
  const found = archive.entries.flatMap(({ path }) => {
    const file = archive.open(path);
    const format = file.kind === 'zip' ? null : surest(file, formats).format;
    return format ? [{ format, file }] : [];
  });
  const [first, ...others] = found;
  if (first) return { kind: 'known', files: [first, ...others] };
  return { kind: 'unknown', reason: [archiveWords(archive), expected(formats)].join(' ') };
}

function surest<Known extends Format>(file: SourceFile, formats: readonly Known[]): { format: Known | null; reasons: string[] } {
  let best: { format: Known; confidence: number } | null = null;
  const reasons: string[] = [];
  for (const format of formats) {
    const sniffed = format.sniff(file);
    if ('reason' in sniffed) {
      if (sniffed.reason !== null) reasons.push(sniffed.reason);
    } else if (best === null || sniffed.confidence > best.confidence) best = { format, confidence: sniffed.confidence };
  }
  return { format: best?.format ?? null, reasons };
}

const SHOWN_ENTRIES = 3;

function archiveWords({ entries }: SourceFile): string {
  if (entries.length === 0) return 'This ZIP archive is empty.';
  const shown = entries.slice(0, SHOWN_ENTRIES).map(({ path }) => `“${path}”`);
  const more = entries.length - shown.length;
  return `No file in this ZIP archive can be read: it contains ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

const expected = (formats: readonly Format[]): string =>
  `These can be read: ${[...new Set(formats.map(({ name }) => name))].join(', ')}.`;

function whatItIs(file: SourceFile): string {
  switch (file.kind) {
    case 'empty':
      return 'The file is empty.';
    case 'zip':
      return 'This is a ZIP archive.';
    case 'sqlite':
      return 'This is an SQLite database.';
    case 'pdf':
      return 'This is a PDF document.';
    case 'binary':
      return 'This is not a text file.';
    case 'text':
      return whatTextItIs(file);
  }
}

function whatTextItIs(file: SourceFile): string {
  const start = file.text
    .slice(0, 1000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '') return 'The file contains only spaces.';
  if (/^<!doctype (html|netscape-bookmark)/i.test(start) || /^<html/i.test(start)) return 'This is an HTML page.';
  if (start.startsWith('<')) return 'This is an XML document.';
  if (/^[{[]/.test(start)) return 'This is a JSON document.';
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'This is a calendar.';
  const [head] = file.table.rows;
  if (!head || head.cells.length < 2) return 'This is text without columns.';
  return `This is a table whose first row is ${columnWords(head.cells)}. None of the supported apps exports these columns.`;
}

const SHOWN_COLUMNS = 6;
const SHOWN_CHARACTERS = 30;

function columnWords(cells: readonly string[]): string {
  const shown = cells.slice(0, SHOWN_COLUMNS).map((cell) => `“${[...cell.trim()].slice(0, SHOWN_CHARACTERS).join('')}”`);
  const more = cells.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
