// Starts what fills an event or an item of a plan: the focus timer, a workout, the reading timer. Others open their page.
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { startTimer } from '#src/modules/books/public.ts';
import { useStartWorkout } from '#src/modules/fitness/public.ts';
import { useActiveFocus, useFocusCommands } from '#src/modules/focus/public.ts';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '../use-run.ts';
import { placeOfLink } from './ui/place-of-link.ts';

export interface Startable {
  linked_kind: string | null;
  linked_id: string | null;
  title: string;
  /** The planned length; null for one that is not planned. */
  minutes: number | null;
  /** The event that a focus session fills; null for an item of a plan. */
  eventId: string | null;
}

const FOCUS_MINUTES = 25;
const LONGEST_MINUTES = 4 * 60;

/** `question` belongs on the page: what becomes of a workout that runs. */
export function useStart(): { start(what: Startable): void; question: ReactNode } {
  const navigate = useNavigate();
  const run = useRun();
  const today = useToday();
  const focus = useFocusCommands();
  const running = useActiveFocus();
  const workout = useStartWorkout();
  const start = (what: Startable): void => {
    const { linked_kind: kind, linked_id: id, title, minutes, eventId } = what;
    if (kind === 'workout' && id !== null) return workout.start({ name: title, plan: { workoutId: id } });
    // The timer that runs is shown: starting another would end it.
    if (kind === 'focus' && running === null) {
      void focus.start({
        mode: 'countdown',
        phase: 'focus',
        cycle: 1,
        durationSeconds: Math.min(LONGEST_MINUTES, minutes ?? FOCUS_MINUTES) * 60,
        title,
        tag: '',
        link: eventId === null ? null : { kind: 'event', id: eventId },
      });
    }
    if (kind === 'book' && id !== null) void startTimer(run, { id, title }, today);
    const place = placeOfLink(what);
    if (place !== null) void navigate({ to: place as string });
  };
  return { start, question: workout.question };
}
