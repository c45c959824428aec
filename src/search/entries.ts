// What a module contributes to the search, and the matching of commands and pages.
import type { Icon } from '@tabler/icons-react';
import type { useNavigate } from '@tanstack/react-router';
import type { OccurrenceKind } from '#schema/progress/rules/rates.ts';
import type { SearchableTable } from '#schema/tables.ts';
import type { LiveRows, Replica } from '#src/replica/public.ts';
import type { FoundRecord } from './records.ts';
import { wordsOf } from './words.ts';

export interface SearchEntry {
  id: string;
  label: string;
  description?: string;
  icon: Icon;
  run(): void;
}

export interface SearchGroup {
  name: string;
  entries: SearchEntry[];
}

export type Navigate = ReturnType<typeof useNavigate>;

/** Where a record is opened. */
export interface OpenIn {
  navigate: Navigate;
  replica: Replica;
}

/** The indexed records of one table. */
export interface RecordGroup {
  table: SearchableTable;
  /** The group's heading. */
  name: string;
  icon: Icon;
  /** The label of a record without a title. */
  untitled?: string;
  /** Shown before the record's text. */
  detail?(record: FoundRecord): string;
  open(record: FoundRecord, app: OpenIn): void;
}

/** Results of a module's own search, and the queries they come from. */
export interface OwnRecords {
  groups: SearchGroup[];
  reads: readonly LiveRows<unknown>[];
}

/** A module's contribution to the search. Its hooks are called at every render, in the same order. */
export interface SearchSource {
  useCommands?(navigate: Navigate): SearchEntry[];
  /** Pages in addition to those that the shell links to. */
  pages?(navigate: Navigate): SearchEntry[];
  /** Pages that not everybody may open. */
  usePages?(navigate: Navigate): SearchEntry[];
  records?: readonly RecordGroup[];
  /** Opens what stands behind an occurrence: from an entry of the ledger back to the session, the lesson, the book. */
  occurrences?: Partial<Record<OccurrenceKind, (occurrenceId: string, app: OpenIn) => void>>;
  /** For records that are found by more than their words. */
  useOwnRecords?(search: string, navigate: Navigate): OwnRecords;
}

/** The entries whose label has, for every typed word, a word that begins with it. */
export function matching(entries: readonly SearchEntry[], search: string): SearchEntry[] {
  const typed = wordsOf(search);
  return entries.filter(({ label }) => {
    const parts = wordsOf(label);
    return typed.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
