// Ephemeral state of focus: what a button just did, until the replica's rows say the same, and how the page is set up.
import { create } from 'zustand';
import { isOpen } from '#schema/focus/rules.ts';
import { readBootSnapshot, writeBootSnapshot } from './boot-snapshot.ts';
import type { ActiveFocus, FocusLink, SetupMode } from './model.ts';

interface FocusState {
  /**
   * What the last buttons made of the session, open or ended, while their commands are not yet in the rows; undefined when
   * all are.
   */
  ahead: { session: ActiveFocus; commands: number } | undefined;
  /** What this device last saw, from before the replica opened. */
  seen: ActiveFocus | null;
  startedHere: string | null;
  isFullScreen: boolean;
  setup: { mode: SetupMode; minutes: number; title: string; tag: string; link: FocusLink | null };
}

const boot = readBootSnapshot();

export const useFocusStore = create<FocusState>(() => ({
  ahead: undefined,
  seen: boot.session,
  startedHere: boot.startedHere,
  isFullScreen: false,
  setup: { mode: 'pomodoro', minutes: 25, title: '', tag: '', link: null },
}));

export const setFullScreen = (isFullScreen: boolean): void => useFocusStore.setState({ isFullScreen });

export const changeSetup = (changed: Partial<FocusState['setup']>): void =>
  useFocusStore.setState(({ setup }) => ({ setup: { ...setup, ...changed } }));

/** Shows a session at once and returns what to call when its command is in the rows. */
export function showAhead(session: ActiveFocus): () => void {
  useFocusStore.setState(({ ahead }) => ({ ahead: { session, commands: (ahead?.commands ?? 0) + 1 } }));
  remember(isOpen(session) ? session : null);
  return () =>
    useFocusStore.setState(({ ahead }) => ({
      ahead: ahead && ahead.commands > 1 ? { ...ahead, commands: ahead.commands - 1 } : undefined,
    }));
}

/** Keeps what is on the screen for the next start of the app. */
export function remember(session: ActiveFocus | null, startedHere = useFocusStore.getState().startedHere): void {
  useFocusStore.setState({ seen: session, startedHere });
  writeBootSnapshot({ session, startedHere });
}
