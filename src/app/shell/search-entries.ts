// One thing a search can find, and how names are matched.
import type { Icon } from '@tabler/icons-react';
import type { useNavigate } from '@tanstack/react-router';

export interface SearchEntry {
  id: string;
  label: string;
  description?: string;
  /** Words beside the label. */
  alsoFoundBy?: string;
  icon: Icon;
  run(): void;
}

export interface SearchGroup {
  name: string;
  entries: SearchEntry[];
}

export type Navigate = ReturnType<typeof useNavigate>;

/** Marks aside: who types "beyonce" finds "Beyoncé". */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** The entries in whose label, or what else they are found by, every typed word begins a word. */
export function matching(entries: readonly SearchEntry[], search: string): SearchEntry[] {
  const typed = wordsOf(search);
  return entries.filter(({ label, alsoFoundBy = '' }) => {
    const parts = wordsOf(`${label} ${alsoFoundBy}`);
    return typed.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
