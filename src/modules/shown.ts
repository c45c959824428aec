// What of the app a person sees: modules that are not switched off, by the person or by a flag, and those of the person's interests first.
// Nothing is unloaded: a hidden module keeps its data, its addresses and its reminders.
import { useMemo } from 'react';
import { useFlags, type FlagsOn } from './flags/public.ts';
import { inOrder, useModules, type ModuleManifest, type Place, type Slot } from './manifest.ts';
import { useFirstModules } from './onboarding/public.ts';
import { useSettings } from './settings/public.ts';

/** Stops up to this order stay first: what runs now. */
const ALWAYS_FIRST = 10;

export const shownModules = (
  modules: readonly ModuleManifest[],
  hidden: readonly string[],
  flags: FlagsOn,
): readonly ModuleManifest[] =>
  modules.filter(({ name, flag }) => !hidden.includes(name) && (flag === undefined || flags.has(flag)));

export function useShownModules(): readonly ModuleManifest[] {
  const modules = useModules();
  const { hiddenModules } = useSettings();
  const flags = useFlags();
  return useMemo(() => shownModules(modules, hiddenModules, flags), [modules, hiddenModules, flags]);
}

export function todayStops(shown: readonly ModuleManifest[], first: ReadonlySet<string>): (Slot & { name: string })[] {
  const stops = shown.flatMap(({ name, today }) => (today ? [{ today, isFirst: first.has(name) }] : []));
  const rank = ({ today, isFirst }: (typeof stops)[number]): number => (today.order <= ALWAYS_FIRST ? 0 : isFirst ? 1 : 2);
  return stops.sort((a, b) => rank(a) - rank(b) || a.today.order - b.today.order).map(({ today }) => today);
}

export function useTodayStops(): (Slot & { name: string })[] {
  const shown = useShownModules();
  const first = useFirstModules();
  return useMemo(() => todayStops(shown, first), [shown, first]);
}

/**
 * A place whose own module is hidden leads to the first of its rooms that is shown; without one the place is hidden too. Today stays
 * first.
 */
export function placesOf(
  modules: readonly ModuleManifest[],
  shown: readonly ModuleManifest[],
  first: ReadonlySet<string>,
): { places: Place[]; innerPlaces: Place[] } {
  const rooms = shown.flatMap(({ name, rooms: own = [] }) => own.map((room) => ({ ...room, module: name })));
  const places = modules.flatMap((module) => {
    if (!module.place) return [];
    const within = inOrder(rooms.filter(({ of }) => of === module.place?.to));
    const isShown = shown.includes(module);
    const [room] = within;
    if (!isShown && !room) return [];
    const isFirst = (isShown && first.has(module.name)) || within.some((one) => first.has(one.module));
    const to = isShown || !room ? module.place.to : room.to;
    return [{ place: { ...module.place, to }, rank: module.place.to === '/' ? 0 : isFirst ? 1 : 2 }];
  });
  places.sort((a, b) => a.rank - b.rank || a.place.order - b.place.order);
  return { places: places.map(({ place }) => place), innerPlaces: inOrder(shown.flatMap(({ innerPlace }) => innerPlace ?? [])) };
}

export function usePlaces(): { places: Place[]; innerPlaces: Place[] } {
  const modules = useModules();
  const shown = useShownModules();
  const first = useFirstModules();
  return useMemo(() => placesOf(modules, shown, first), [modules, shown, first]);
}

/** Whether anything can be captured: the module that takes it may be hidden. */
export const useCanCapture = (): boolean => useShownModules().some(({ capture }) => capture !== undefined);
