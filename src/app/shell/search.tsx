// Opens the search. Its code is fetched when it is first wanted: most starts of the app never search.
import { lazy, Suspense } from 'react';
import { create } from 'zustand';

const useSearch = create<{ isWanted: boolean; opened: number }>(() => ({ isWanted: false, opened: 0 }));

export const openSearch = (): void => useSearch.setState(({ opened }) => ({ isWanted: true, opened: opened + 1 }));

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

const SearchDialog = lazy(async () => ({ default: (await import('./search-dialog.tsx')).SearchDialog }));

export function Search() {
  const { isWanted, opened } = useSearch();
  if (!isWanted) return null;
  return (
    <Suspense fallback={null}>
      <SearchDialog opened={opened} />
    </Suspense>
  );
}
