// All importable file formats, by domain. A domain adds its import here and nowhere else.
import type { DomainImport, FileRead, Format } from './files/format.ts';
import { trainingImport } from './fitness/files/training-import.ts';
import { habitImport } from './habits/files/habit-import.ts';
import { bookImport } from './books/files/book-import.ts';
import { noteImport } from './notes/files/note-import.ts';
import { calendarImport } from './planning/files/calendar-import.ts';

export const imports = {
  fitness: trainingImport,
  habits: habitImport,
  books: bookImport,
  notes: noteImport,
  planning: calendarImport,
} as const;

export type ImportDomain = keyof typeof imports;

type Of<Domain extends ImportDomain> =
  (typeof imports)[Domain] extends DomainImport<infer _Read, infer Answers, infer Facts, infer Preview, infer Choices, infer Item>
    ? { answers: Answers; facts: Facts; preview: Preview; choices: Choices; item: Item }
    : never;
export type ImportAnswers<Domain extends ImportDomain> = Of<Domain>['answers'];
export type ImportFacts<Domain extends ImportDomain> = Of<Domain>['facts'];
export type ImportPreview<Domain extends ImportDomain> = Of<Domain>['preview'];
export type ImportChoices<Domain extends ImportDomain> = Of<Domain>['choices'];
export type ImportItem<Domain extends ImportDomain> = Of<Domain>['item'];

/** A domain's import without its types, for code that serves all domains. */
export const importOf = (domain: ImportDomain): DomainImport<FileRead, object, unknown, unknown, unknown, unknown> =>
  imports[domain] as unknown as DomainImport<FileRead, object, unknown, unknown, unknown, unknown>;

export const allFormats: readonly Format<FileRead, object>[] = (Object.keys(imports) as ImportDomain[]).flatMap(
  (domain) => importOf(domain).formats,
);
