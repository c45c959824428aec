// Parses a delimited text file into rows of cells: detects the delimiter, drops the byte order mark, and keeps the line on
// which each row begins. Knows no formats; the caller interprets the columns.
import Papa from 'papaparse';
import { storableText } from '../storable.ts';

export interface TableRow {
  cells: string[];
  /** The line of the file on which the row begins, from 1. */
  line: number;
  /** A quote was opened and never closed, so the last cell contains the rest of the file. */
  isUnclosed: boolean;
}

export interface Table {
  delimiter: Delimiter;
  rows: TableRow[];
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Rows without text are left out. Quoted cells may span lines, and blank lines count as lines. */
export function readTable(text: string): Table {
  const clean = storableText(text).replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(clean);
  const rows: TableRow[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(clean, {
    delimiter,
    step({ data, meta, errors }) {
      const isUnclosed = errors.some(({ code }) => code === 'MissingQuotes');
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, line, isUnclosed });
      line += countLineBreaks(clean, from, meta.cursor);
      from = meta.cursor;
    },
  });
  return { delimiter, rows };
}

/** The most frequent number of columns. */
export function usualWidth(rows: readonly TableRow[]): number {
  const rowsByWidth = new Map<number, number>();
  for (const { cells } of rows) rowsByWidth.set(cells.length, (rowsByWidth.get(cells.length) ?? 0) + 1);
  return [...rowsByWidth].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const SNIFFED_CHARACTERS = 64 * 1024;
const SNIFFED_LINES = 50;

/** The most frequent delimiter outside quotes in a typical one of the first lines. */
export function delimiterOf(text: string): Delimiter {
  const lines = text
    .slice(0, SNIFFED_CHARACTERS)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\r|\n/);
  const told = lines.filter((one) => one.trim() !== '').slice(0, SNIFFED_LINES);
  const usual = (delimiter: string): number => {
    const counts = told.map((one) => one.split(delimiter).length - 1).sort((a, b) => a - b);
    return counts[Math.floor(counts.length / 2)] ?? 0;
  };
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: usual(delimiter) }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}
