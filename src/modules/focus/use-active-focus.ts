// The open session as the screens show it: what a button just did, else the replica's row, else what this device last saw.
import { isOpen } from '#schema/focus/rules.ts';
import { rowsIfReady, useRows, type Failed } from '#src/replica/public.ts';
import { activeFocus, lastEndedFocus } from './queries.ts';
import type { ActiveFocus } from './model.ts';
import { useFocusStore } from './store.ts';

export interface FocusState {
  session: ActiveFocus | null;
  /** The replica has answered; before that the session is what this device last saw. */
  isConfirmed: boolean;
  isFromElsewhere: boolean;
  /** The replica could not be read: then `session` is what a button did or this device last saw. */
  failed: Failed | null;
}

/** The open session, or null. */
export const useActiveFocus = (): ActiveFocus | null => useFocusState().session;

export function useFocusState(): FocusState {
  const ahead = useFocusStore((state) => state.ahead);
  const seen = useFocusStore((state) => state.seen);
  const startedHere = useFocusStore((state) => state.startedHere);
  const read = useRows(activeFocus());
  const rows = rowsIfReady(read);
  const shown = ahead?.session;
  const session = shown ? (isOpen(shown) ? shown : null) : rows ? (rows[0] ?? null) : seen;
  return {
    session,
    isConfirmed: rows !== undefined && ahead === undefined,
    isFromElsewhere: session !== null && session.id !== startedHere,
    failed: read.kind === 'failed' ? read : null,
  };
}

/** The session that ended last: a pomodoro's next step follows from it. */
export function useLastEnded(): ActiveFocus | null {
  const ahead = useFocusStore((state) => state.ahead);
  const rows = rowsIfReady(useRows(lastEndedFocus()));
  return ahead && !isOpen(ahead.session) ? ahead.session : (rows?.[0] ?? null);
}
