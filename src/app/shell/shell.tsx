// The frame around every page: the five places as a bottom bar on a phone and a rail on a desktop, capture and search
// everywhere, the sync state in the corner.
import { useHotkeys } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { CaptureDialog, openCapture, useCaptureForm } from '#src/modules/capture/public.ts';
import { DeviceNotices } from '#src/modules/device/public.ts';
import { FocusRuntime, RewardMoments } from '#src/modules/focus/public.ts';
import { StudioRuntime } from '#src/modules/studio/public.ts';
import { strings } from '../strings.ts';
import { BottomBar } from './bottom-bar.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { Rail } from './rail.tsx';
import { openSearch, Search } from './search.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useIsSessionRunning } from './use-is-session-running.ts';

export function Shell() {
  useHotkeys([['c', openCapture]]);
  // Search opens from within a field too.
  useHotkeys([['mod+K', openSearch]], []);
  const isSessionRunning = useIsSessionRunning();
  const isCaptureOpen = useCaptureForm(({ form }) => form.kind !== 'closed');
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip-link">
        {strings.skip}
      </a>
      <Rail />
      <TopBar />
      <main id="main" tabIndex={-1} className={classes.main}>
        <DeviceNotices isSessionRunning={isSessionRunning} />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomBar />
      <Search />
      <FocusRuntime />
      <RewardMoments />
      <Suspense fallback={null}>
        <StudioRuntime />
      </Suspense>
      <Suspense fallback={null}>{isCaptureOpen && <CaptureDialog />}</Suspense>
    </div>
  );
}
