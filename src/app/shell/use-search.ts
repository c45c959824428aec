// The results of a search: commands and pages by name, records through the replica's index, and results of modules' own
// searches.
import { useDebouncedValue } from '@mantine/hooks';
import { rowsIfReady, useReplica, useRows, type Failed, type Replica } from '#src/replica/public.ts';
import type { Place } from '#src/modules/manifest.ts';
import {
  matching,
  type Navigate,
  type OwnRecords,
  type RecordGroup,
  type SearchEntry,
  type SearchGroup,
  type SearchSource,
} from '#src/search/entries.ts';
import { highlight, snippet } from '#src/search/highlight.ts';
import { searchRecords, type FoundRecord } from '#src/search/records.ts';
import { usePlaces, useShownModules } from '#src/modules/shown.ts';
import { manifests } from '../modules.ts';
import { strings } from '../strings.ts';

const SHOWN_OF_A_TABLE = 5;
const words = strings.spotlight;

interface SearchResult {
  groups: SearchGroup[];
  /** Records are still loading, so an empty result is not final. */
  isLoading: boolean;
  failed: Failed[];
}

/** Loads the search source of every module. */
export const loadSearchSources = (): Promise<NamedSource[]> =>
  Promise.all(manifests.flatMap(({ name, search }) => (search ? [namedSource(name, search())] : [])));

/** A search source with the name of its module. */
export type NamedSource = SearchSource & { module: string };

const namedSource = async (module: string, source: Promise<SearchSource>): Promise<NamedSource> => ({
  ...(await source),
  module,
});

/** `sources` must be the same list at every render. */
export function useSearch(sources: readonly NamedSource[], query: string, navigate: Navigate): SearchResult {
  const replica = useReplica();
  const [search] = useDebouncedValue(query.trim(), 80);
  const shownModules = useShownModules();
  const { places, innerPlaces } = usePlaces();
  const isShown = ({ module }: NamedSource): boolean => shownModules.some(({ name }) => name === module);
  const shown = sources.filter(isShown);
  const commands: SearchEntry[] = [];
  const ownPages: SearchEntry[] = [];
  const own: OwnRecords[] = [];
  /* oxlint-disable react/hooks -- The list and each source's hooks never change, so neither does the order of the hooks. */
  for (const source of sources) {
    const ownCommands = source.useCommands?.(navigate) ?? [];
    const pagesOfOwn = source.usePages?.(navigate) ?? [];
    const ownRecords = source.useOwnRecords?.(search, navigate);
    if (!isShown(source)) continue;
    commands.push(...ownCommands);
    ownPages.push(...pagesOfOwn);
    if (ownRecords && search !== '') own.push(ownRecords);
  }
  /* oxlint-enable react/hooks */
  const kinds = shown.flatMap(({ records = [] }) => records);
  // With no text typed this searches for nothing, which makes the index take in changed rows in advance.
  const read = useRows(searchRecords(search, { tables: kinds.map(({ table }) => table), limit: SHOWN_OF_A_TABLE }), {
    keepWithin: 'search',
  });
  const pages = [
    ...placeEntries([...places, ...innerPlaces], navigate),
    ...shown.flatMap((source) => source.pages?.(navigate) ?? []),
    ...ownPages,
  ];
  const found = search === '' ? [] : (rowsIfReady(read) ?? []);
  const records = recordGroups(found, kinds, search, { navigate, replica });
  // A module's own search finds names, so it stands before records that only mention what was typed.
  const isFoundByTitle = ({ entries: [best] }: SearchGroup): boolean =>
    best !== undefined && highlight(best.label, search).some(({ isFound }) => isFound);
  const groups = [
    { name: words.commands, entries: matching(commands, search) },
    { name: words.pages, entries: matching(pages, search) },
    ...records.filter(isFoundByTitle),
    ...own.flatMap((one) => one.groups),
    ...records.filter((group) => !isFoundByTitle(group)),
  ];
  const reads = search === '' ? [] : [read, ...own.flatMap((records) => records.reads)];
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    isLoading: reads.some(({ kind }) => kind === 'loading'),
    failed: reads.filter((one) => one.kind === 'failed'),
  };
}

/** Record groups in the order of their best records. */
function recordGroups(
  found: readonly FoundRecord[],
  kinds: readonly RecordGroup[],
  search: string,
  app: { navigate: Navigate; replica: Replica },
): SearchGroup[] {
  const tables = [...new Set(found.map(({ table }) => table))];
  return tables.flatMap((table) => {
    const kind = kinds.find((one) => one.table === table);
    if (!kind) return [];
    const records = found.filter((record) => record.table === table);
    return [{ name: kind.name, entries: records.map((record) => recordEntry(record, kind, search, app)) }];
  });
}

function recordEntry(
  record: FoundRecord,
  { icon, untitled = '', detail, open }: RecordGroup,
  search: string,
  app: { navigate: Navigate; replica: Replica },
): SearchEntry {
  const description = [detail?.(record) ?? '', snippet(record.text, search)].filter((part) => part !== '').join(' · ');
  return {
    id: record.id,
    label: record.title ?? untitled,
    ...(description !== '' && { description }),
    icon,
    run: () => open(record, app),
  };
}

const placeEntries = (all: readonly Place[], navigate: Navigate): SearchEntry[] =>
  // A place that is not everybody's comes from the search of its module.
  all
    .filter(({ Only }) => !Only)
    .map(({ to, name, icon }) => ({
      id: `page-${to}`,
      label: name,
      icon,
      run: () => void navigate({ to }),
    }));
