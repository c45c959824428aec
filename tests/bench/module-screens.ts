// What the screens of all modules ask, from each module's samples. Invariant: no query of a module is left out.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { newId } from '#schema/ids.ts';
import type { ReplicaQuery } from '#src/replica/api.ts';
import type { SampleData, Samples } from '#src/modules/samples.ts';

const MODULES = new URL('../../src/modules/', import.meta.url);

/** By module and name of the query. */
export type Screen = Record<string, ReplicaQuery<unknown>>;

/** For what asks only which queries there are: ids of no rows. */
export const noData: SampleData = {
  lastDay: '2026-11-22',
  oneOf: () => Promise.resolve(newId()),
  mostUsed: () => Promise.resolve([newId()]),
};

/** The samples of all modules, grouped by screen. */
export async function readScreens(data: SampleData): Promise<Record<string, Screen>> {
  const screens: Record<string, Screen> = {};
  for (const module of await readdir(MODULES)) {
    if (!existsSync(new URL(`${module}/queries.ts`, MODULES))) continue;
    const queries = (await import(`#src/modules/${module}/queries.ts`)) as Record<string, unknown>;
    const { samples } = (await import(`#src/modules/${module}/samples.ts`)) as { samples: Samples };
    const asked = new Set<string>();
    for (const [screen, named] of Object.entries(await samples(data))) {
      for (const [name, query] of Object.entries(named)) {
        (screens[screen] ??= {})[`${module}.${name}`] = query;
        asked.add(name.replace(/,.*/, ''));
      }
    }
    const missing = Object.keys(queries).filter((name) => !asked.has(name));
    if (missing.length > 0) throw new Error(`src/modules/${module}/samples.ts has no sample of ${missing.join(', ')}`);
  }
  return screens;
}
