// The open session as the screens show it: what a button just did, else the replica's row, else what this device last saw.
import { useLive } from '#src/replica/public.ts';
import { activeFocus, lastEndedFocus, type EndedFocusRow } from './queries.ts';
import type { ActiveFocus } from './model.ts';
import { useFocusStore } from './store.ts';

export interface FocusState {
  session: ActiveFocus | null;
  /** The replica has answered; before that the session is what this device last saw. */
  isConfirmed: boolean;
  isFromElsewhere: boolean;
}

/** The open session, or null. */
export const useActiveFocus = (): ActiveFocus | null => useFocusState().session;

export function useFocusState(): FocusState {
  const ahead = useFocusStore((state) => state.ahead);
  const seen = useFocusStore((state) => state.seen);
  const startedHere = useFocusStore((state) => state.startedHere);
  const { rows } = useLive(activeFocus(), []);
  const session = ahead ? ahead.session : rows ? (rows[0] ?? null) : seen;
  return {
    session,
    isConfirmed: rows !== undefined && ahead === undefined,
    isFromElsewhere: session !== null && session.id !== startedHere,
  };
}

export function useLastEnded(): EndedFocusRow | null {
  const { rows } = useLive(lastEndedFocus(), []);
  return rows?.[0] ?? null;
}
