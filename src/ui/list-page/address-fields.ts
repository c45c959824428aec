// The search, filters and order of a list, kept in the address: a reload, the way back and a sent link show the same list.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

type Fields = Readonly<Record<string, string>>;

/** Fields of the address by name. What the address does not have has its value of `initial`; such a value is not written. */
export function fieldsOfSearch<Names extends Fields>(search: Readonly<Record<string, unknown>>, initial: Names): Names {
  const read = Object.entries(initial).map(([name, value]) => {
    const given = search[name];
    return [name, typeof given === 'string' ? given : value];
  });
  return Object.fromEntries(read) as Names;
}

/** The search parameters after a change; parameters that are not of the list stay. */
export function searchAfter(search: Readonly<Record<string, unknown>>, initial: Fields, change: Partial<Fields>) {
  const written = Object.entries(change).map(([name, value]) => [name, value === initial[name] ? undefined : value]);
  return { ...search, ...Object.fromEntries(written) };
}

/** `initial` is a constant of the module. A change replaces the entry of the history: the way back leads to the page before. */
export function useAddressFields<const Names extends Fields>(initial: Names) {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (fields: { [Name in keyof Names]?: string }) =>
      void navigate({
        to: '.',
        search: ((before: Readonly<Record<string, unknown>>) => searchAfter(before, initial, fields)) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate, initial],
  );
  return [fieldsOfSearch<{ [Name in keyof Names]: string }>(search, initial), change] as const;
}
