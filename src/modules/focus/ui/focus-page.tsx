// The focus place: the timer first, then today's goal, the picture over time and the history.
import { Text } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { NotifyOffer } from '#src/modules/device/public.ts';
import { Page } from '#src/ui/page.tsx';
import { Section } from '#src/ui/section.tsx';
import { ReadProblem } from '#src/ui/when-read.tsx';
import { useFocusCommands, type FocusCommands } from '../commands.ts';
import type { ActiveFocus } from '../model.ts';
import { useFocusStore } from '../store.ts';
import { strings } from '../strings.ts';
import { useFocusState } from '../use-active-focus.ts';
import { useSetupPlan } from '../use-setup-plan.ts';
import { DailyGoal } from './daily-goal.tsx';
import classes from './focus.module.css';
import { TimerControls } from './timer-controls.tsx';
import { TimerDial } from './timer-dial.tsx';

// A running timer waits neither for its set-up nor for the pictures below it.
const TimerSetup = lazy(async () => ({ default: (await import('./timer-setup.tsx')).TimerSetup }));
const SoundPanel = lazy(async () => ({ default: (await import('./sound-panel.tsx')).SoundPanel }));
const FocusCharts = lazy(async () => ({ default: (await import('./focus-charts.tsx')).FocusCharts }));
const FullScreenTimer = lazy(async () => ({ default: (await import('./full-screen.tsx')).FullScreenTimer }));
const FocusHistory = lazy(async () => ({ default: (await import('./focus-history.tsx')).FocusHistory }));

// The same elements at every render: a tap on Pause renders the timer, not the year below it.
const BELOW_THE_TIMER = (
  <Section title={strings.goal.title}>
    <DailyGoal />
  </Section>
);
const BESIDE_THE_TIMER = (
  <div className={classes.column}>
    <Suspense fallback={null}>
      <SoundPanel />
    </Suspense>
    <Suspense fallback={null}>
      <FocusCharts />
    </Suspense>
    <Suspense fallback={null}>
      <FocusHistory />
    </Suspense>
  </div>
);

interface FocusPageProps {
  /** Starts the next step at once: where the app's shortcut leads. */
  startNow?: boolean;
  /** Called when `startNow` was obeyed, so that a reload does not start again. */
  onStarted?: () => void;
}

export function FocusPage({ startNow = false, onStarted }: FocusPageProps) {
  const { session, isFromElsewhere, failed } = useFocusState();
  const focus = useFocusCommands();
  useSpaceKey(session, focus);
  useScrollToTimer(session?.id);
  useStartNow(startNow, onStarted);
  return (
    <Page title={strings.title}>
      {failed && <ReadProblem failed={failed} />}
      <div className={classes.columns}>
        <div className={classes.column} data-stays>
          <section className={classes.stage} aria-label={strings.modeLabel}>
            {session ? (
              <Running session={session} isFromElsewhere={isFromElsewhere} />
            ) : (
              <Suspense fallback={<div className={classes.setupSkeleton} />}>
                <TimerSetup />
              </Suspense>
            )}
          </section>
          {BELOW_THE_TIMER}
        </div>
        {BESIDE_THE_TIMER}
      </div>
      {session && (
        <Suspense fallback={null}>
          <FullScreenTimer session={session} />
        </Suspense>
      )}
    </Page>
  );
}

function Running({ session, isFromElsewhere }: { session: ActiveFocus; isFromElsewhere: boolean }) {
  return (
    <>
      <TimerDial session={session} />
      {isFromElsewhere && (
        <Text size="sm" c="dimmed" ta="center">
          {strings.elsewhere}
        </Text>
      )}
      <TimerControls session={session} />
      <NotifyOffer />
    </>
  );
}

/** A timer that begins is seen: on a phone its Start button stands below the fold of the ring. */
function useScrollToTimer(id: string | undefined): void {
  const shown = useRef(id);
  useEffect(() => {
    if (id !== undefined && id !== shown.current) window.scrollTo({ top: 0 });
    shown.current = id;
  }, [id]);
}

const TAKES_SPACE = 'input, textarea, select, button, a, [role="button"], [role="radio"], [contenteditable="true"]';

/** Space pauses and resumes, unless what has the focus uses the key itself. */
function useSpaceKey(session: ActiveFocus | null, focus: FocusCommands): void {
  useEffect(() => {
    if (!session) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TAKES_SPACE)) return;
      event.preventDefault();
      void (session.status === 'paused' ? focus.resume(session) : focus.pause(session));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [session, focus]);
}

function useStartNow(startNow: boolean, onStarted: (() => void) | undefined): void {
  const focus = useFocusCommands();
  const plan = useSetupPlan();
  const { session, isConfirmed } = useFocusState();
  const ahead = useFocusStore((state) => state.ahead);
  useEffect(() => {
    if (!startNow || ahead !== undefined || (!isConfirmed && session === null)) return;
    onStarted?.();
    if (session === null) void focus.start(plan);
  }, [startNow, onStarted, ahead, isConfirmed, session, focus, plan]);
}
