// The palette lists each page once: places come from the manifests, further pages from the search of their module.
import { expect, it } from 'vitest';
import type { Navigate } from '#src/search/entries.ts';
import { placesOf } from '#src/modules/shown.ts';
import { manifests } from '../modules.ts';
import { loadSearchSources } from './use-search.ts';

it('names no page twice', async () => {
  const navigate: Navigate = () => Promise.resolve();
  const sources = await loadSearchSources();
  const own = sources.flatMap((source) => source.pages?.(navigate) ?? []).map(({ label }) => label);
  const { places, innerPlaces } = placesOf(manifests, manifests, new Set());
  const labels = [...places, ...innerPlaces].map(({ name }) => name).concat(own);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});
