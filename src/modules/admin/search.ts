// The administration in the search, for those who may open its pages.
import type { Navigate, SearchEntry, SearchSource } from '#src/search/entries.ts';
import { inOrder, useModules } from '../manifest.ts';
import { mayOpen } from './open-pages.ts';
import { strings } from './strings.ts';
import { useEntitlements } from './use-entitlements.ts';

export const adminSearch: SearchSource = {
  usePages: useAdminPages,
};

function useAdminPages(navigate: Navigate): SearchEntry[] {
  const entitlements = useEntitlements();
  return inOrder(useModules().flatMap((module) => module.rooms ?? []))
    .filter(({ of, to }) => of === '/admin' && mayOpen(to, entitlements))
    .map(({ to, name, icon }) => ({
      id: `page-${to}`,
      label: strings.pageInSearch(name),
      icon,
      run: () => void navigate({ to }),
    }));
}
