// The frame around every page: the five places in a bottom bar on phones and in a rail on desktops, capture and search
// everywhere, the sync state in the corner.
import { useHotkeys, type HotkeyItem } from '@mantine/hooks';
import { useMatches } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { DeviceNotices } from '#src/modules/device/public.ts';
import { useIsSessionRunning, useModules, type Shortcut } from '#src/modules/manifest.ts';
import { useShownModules } from '#src/modules/shown.ts';
import { keepFocus } from '#src/ui/keep-focus.ts';
import { holdKeys } from '#src/ui/type-ahead.ts';
import { WayBackProvider } from '#src/ui/way-back.tsx';
import { AddressedPage } from '../pages.tsx';
import { strings } from '../strings.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Now } from './now.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { Rail } from './rail.tsx';
import { openSearch, Search } from './search.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { wayBackFrom } from './way-back.ts';

const toHotkeys = (shortcuts: readonly Pick<Shortcut, 'keys' | 'run' | 'opensField'>[]): HotkeyItem[] =>
  shortcuts.map(({ keys, run, opensField }) => [
    keys,
    () => {
      if (opensField) holdKeys();
      run();
    },
  ]);

const search = { keys: 'mod+K', run: openSearch, opensField: true };

export function Shell() {
  const modules = useModules();
  // Of the page that is shown: the address is already the next page's while that one loads.
  const path = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '/' });
  const shortcuts = useShownModules().flatMap((module) => module.shortcuts ?? []);
  useHotkeys(toHotkeys(shortcuts.filter(({ isGlobal }) => !isGlobal)));
  // The search shortcut also works inside input fields.
  useHotkeys(toHotkeys([search, ...shortcuts.filter(({ isGlobal }) => isGlobal)]), []);
  useEffect(keepFocus, []);
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip-link">
        {strings.skip}
      </a>
      <Rail />
      <TopBar />
      <Now className={classes.now} />
      <main id="main" tabIndex={-1} className={classes.main}>
        <DeviceNotices isSessionRunning={useIsSessionRunning()} />
        <Suspense fallback={<PageSkeleton />}>
          <WayBackProvider value={wayBackFrom(path, modules)}>
            <AddressedPage />
          </WayBackProvider>
        </Suspense>
      </main>
      <BottomBar />
      <Search />
      {modules.map(
        ({ name, Runtime }) =>
          Runtime && (
            <Suspense key={name} fallback={null}>
              <Runtime />
            </Suspense>
          ),
      )}
    </div>
  );
}
