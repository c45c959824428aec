// The interface of a file format: how its files are recognised, and what reading one returns. A format is pure: no database, no
// page and no clock, so that the import worker, tests and `npm run read` read a file in the same way.
import type { SourceFile } from './source-file.ts';

export interface RowError {
  /** The line of the file on which the row begins, from 1. */
  line: number;
  text: string;
}

export interface FileRead<Row = unknown> {
  records: Row[];
  /** Rows left out, with the reason. */
  errors: RowError[];
  /** Rows taken without one invalid value, with the reason. */
  notices: RowError[];
  /** Counts that the person recognises: `{ workouts: 356, sets: 6625 }`. */
  counts: Readonly<Record<string, number>>;
}

/** Inputs of reading besides the file. */
export interface Reading {
  now: Date;
  /** IANA name of the zone for times without an offset. */
  zone: string;
}

/**
 * Confidence from 0.5 (the values look like this format's) to 1 (column names that only this app writes). `reason` says in a
 * sentence what is missing in a file that resembles this format; null for any other file.
 */
export type Sniffed = { confidence: number } | { reason: string | null };

export interface Format<Read extends FileRead = FileRead, Answers extends object = object> {
  /** Unique among all formats. */
  id: string;
  domain: string;
  /** Shown to the person: the name of the app that writes this format. */
  name: string;
  /** A ZIP archive is first offered as a whole; a format whose export is an archive recognises it by `file.entries`. */
  sniff(file: SourceFile): Sniffed;
  /** Reads a file that `sniff` recognised. `answers` are facts that only the person knows; missing answers get defaults. */
  read(file: SourceFile, reading: Reading & Partial<Answers>): Read;
}

/** What the page shows about a file that was read, and how its items are planned into commands. */
export interface Prepared<Preview, Choices, Item> {
  preview: Preview;
  /** The items to save, in groups that each fit one command. */
  plan(choices: Choices): Item[][];
}

/** The import of one domain. `Facts` is what the device already knows: rows to match, keys that were imported before. */
export interface DomainImport<Read extends FileRead, Answers extends object, Facts, Preview, Choices, Item> {
  formats: readonly Format<Read, Answers>[];
  prepare(read: Read, facts: Facts, reading: Reading & Partial<Answers>): Prepared<Preview, Choices, Item>;
}
