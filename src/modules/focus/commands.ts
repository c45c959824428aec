// What can be done to a focus session. Each call shows its effect at once by the same pure rules the command uses, saves the
// command, and hands over to the rows when the replica has applied it; so the buttons work before the replica is open.
import { useMemo } from 'react';
import { personDay } from '#schema/day.ts';
import {
  planDue,
  planEnd,
  planExpire,
  planExtend,
  planPause,
  planResume,
  withChange,
  type FocusChange,
} from '#schema/focus/rules.ts';
import { newId } from '#schema/ids.ts';
import { now } from '#src/clock/clock.ts';
import { keepStorageOnce } from '#src/modules/device/public.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { useRun, type Run } from '../use-run.ts';
import { planToSession, type ActiveFocus, type FocusPlan } from './model.ts';
import { playWithSession } from './sound/use-sounds.ts';
import { remember, showAhead } from './store.ts';

type DayOf = (at: Date) => string;

async function showUntilSaved(shown: ActiveFocus, running: Promise<boolean>): Promise<boolean> {
  const settle = showAhead(shown);
  try {
    return await running;
  } finally {
    settle();
  }
}

const afterChange = (session: ActiveFocus, change: FocusChange | null): ActiveFocus =>
  change ? withChange(session, change) : session;

function start(run: Run, dayOf: DayOf, plan: FocusPlan): Promise<boolean> {
  const at = now();
  const id = newId();
  const session = planToSession(id, plan, dayOf(at), at);
  remember(session, id);
  void keepStorageOnce();
  playWithSession(plan.phase);
  return showUntilSaved(
    session,
    run('focus.start', {
      id,
      mode: plan.mode,
      phase: plan.phase,
      cycle: plan.cycle,
      durationSeconds: plan.durationSeconds,
      title: plan.title.trim() || null,
      tag: plan.tag.trim() || null,
      ...(plan.link && { taskId: plan.link.id, taskKind: plan.link.kind }),
      day: dayOf(at),
    }),
  );
}

/** Proposes that a session's time is up: the server's clock decides, and before its time nothing changes. It keeps the day it has. */
export const proposeEnd = (run: Run, session: ActiveFocus): Promise<boolean> =>
  showUntilSaved(afterChange(session, planDue(session, now())), run('focus.expire', { id: session.id }));

function boundCommands(run: Run, dayOf: DayOf) {
  return {
    start: (plan: FocusPlan) => start(run, dayOf, plan),
    pause: (session: ActiveFocus) =>
      showUntilSaved(afterChange(session, planPause(session, now())), run('focus.pause', { id: session.id })),
    resume: (session: ActiveFocus) =>
      showUntilSaved(afterChange(session, planResume(session, now())), run('focus.resume', { id: session.id })),
    extend: (session: ActiveFocus, seconds: number) =>
      showUntilSaved(afterChange(session, planExtend(session, seconds, now())), run('focus.extend', { id: session.id, seconds })),
    interrupt: (session: ActiveFocus) => run('focus.interrupt', { id: session.id }),
    abandon: (session: ActiveFocus) =>
      showUntilSaved(afterChange(session, planEnd(session, 'abandoned', now())), run('focus.abandon', { id: session.id })),
    complete: (session: ActiveFocus) => {
      const at = now();
      const ended = afterChange(session, planExpire(session, at) ?? planEnd(session, 'completed', at));
      return showUntilSaved(ended, run('focus.complete', { id: session.id, day: dayOf(at) }));
    },
  };
}

export type FocusCommands = ReturnType<typeof boundCommands>;

export function useFocusCommands(): FocusCommands {
  const run = useRun();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  return useMemo(() => boundCommands(run, (at) => personDay(at, zone, dayStartHour)), [run, zone, dayStartHour]);
}
