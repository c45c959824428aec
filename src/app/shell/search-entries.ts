// One thing a search can find, and how names are matched.
import type { Icon } from '@tabler/icons-react';
import type { useNavigate } from '@tanstack/react-router';

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

/** The entries in whose label every typed word begins a word. */
export function matching(entries: readonly SearchEntry[], search: string): SearchEntry[] {
  const typed = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label }) => {
    const parts = label.toLowerCase().split(/\s+/);
    return typed.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
