// Opens the search. Its code is loaded on first use, because most visits never search.
import { lazy, Suspense } from 'react';
import { create } from 'zustand';

const useWish = create<{ isWanted: boolean; opened: number }>(() => ({ isWanted: false, opened: 0 }));

export const openSearch = (): void => useWish.setState(({ opened }) => ({ isWanted: true, opened: opened + 1 }));

const SearchDialog = lazy(async () => {
  const [{ SearchDialog: Dialog }, { loadSearchSources }] = await Promise.all([
    import('./search-dialog.tsx'),
    import('./use-search.ts'),
  ]);
  const sources = await loadSearchSources();
  return { default: ({ opened }: { opened: number }) => <Dialog opened={opened} sources={sources} /> };
});

export function Search() {
  const { isWanted, opened } = useWish();
  if (!isWanted) return null;
  return (
    <Suspense fallback={null}>
      <SearchDialog opened={opened} />
    </Suspense>
  );
}
