// What a module tells the app about itself. src/app/modules.ts lists the manifests; routes, shell, Today, search, settings, the update
// guard, refusals and the page tests read them, so that adding a module changes nothing else.
// Invariant: a manifest is part of the first script of every page. Pages, cards, search and words are therefore lazy.
import type { Icon } from '@tabler/icons-react';
import type { AnyRoute } from '@tanstack/react-router';
import { createContext, use, type ComponentType, type ReactNode } from 'react';
import type { FlagName } from '#schema/flags/rules.ts';
import type { SearchSource } from '#src/search/entries.ts';
import type { NamedPage } from '#src/ui/way-back.tsx';

/** A page that the shell links to. */
export interface Place {
  to: string;
  name: string;
  icon: Icon;
  /** Ascending on the screen. */
  order: number;
  /** Shows its children to those whom the place is for; without it the place is everybody's. Loaded after the first paint. */
  Only?: ComponentType<{ children: ReactNode }>;
}

/** A part of another page that a module fills. */
export interface Slot {
  order: number;
  Content: ComponentType;
}

export interface Shortcut {
  /** In the notation of Mantine's useHotkeys. */
  keys: string;
  name: string;
  /** Works while a text field has the focus too. */
  isGlobal?: boolean;
  /** `run` opens a text field, which gets what is typed meanwhile. */
  opensField?: boolean;
  run(): void;
}

export interface ModuleManifest {
  name: string;
  /** While this flag is off, the module is not shown. */
  flag?: FlagName;
  routes: readonly AnyRoute[];
  /** One of the five places of the bottom bar and the rail. */
  place?: Place;
  /** A page one level in: in the menu "More". */
  innerPlace?: Place;
  /** Pages that a place links to at its top, by the place's address. */
  rooms?: readonly (Place & { of: string })[];
  /** Further pages that other pages stand below, as the links back name them. */
  innerPages?: readonly NamedPage[];
  /** A stop on the line of Today. */
  today?: Slot & { name: string };
  /** Above the line of Today: what is worth a notice, or nothing. */
  aboveToday?: Slot;
  /** A section of the settings page. */
  settings?: readonly Slot[];
  /** Loaded when the search is first opened. */
  search?(): Promise<SearchSource>;
  /** What the capture button does. One module has it. */
  capture?(): void;
  shortcuts?: readonly Shortcut[];
  /** Mounted once, beside every page. */
  Runtime?: ComponentType;
  /** What runs now, as a NowLink on every page, or nothing. */
  Now?: ComponentType;
  /** A hook. While it is true nothing reloads the page, and nobody signs out. */
  useIsRunning?(): boolean;
  /** The module's commands as sentences, by name: a refusal says them. */
  commandWords?(): Promise<Readonly<Record<string, string>>>;
  /** Addresses of the module's pages that take parameters, for the tests that open every page. */
  examplePaths?: readonly string[];
}

/** Keeps the exact types of the routes, which the router's links are checked against. */
export const defineModule = <const Manifest extends ModuleManifest>(manifest: Manifest): Manifest => manifest;

const ModulesContext = createContext<readonly ModuleManifest[]>([]);
export const ModulesProvider = ModulesContext.Provider;

/** Every module of the app, for the pages that other modules fill. */
export const useModules = (): readonly ModuleManifest[] => use(ModulesContext);

export const inOrder = <Ordered extends { order: number }>(items: readonly Ordered[]): Ordered[] =>
  [...items].sort((a, b) => a.order - b.order);

/** Whether a session of any module runs. */
export function useIsSessionRunning(): boolean {
  let isRunning = false;
  /* oxlint-disable react/hooks, react-hooks/rules-of-hooks -- The list of modules never changes, so neither does the order. */
  for (const { useIsRunning } of useModules()) if (useIsRunning?.()) isRunning = true;
  /* oxlint-enable react/hooks, react-hooks/rules-of-hooks */
  return isRunning;
}
