// What can be done to a focus session. Each call shows its effect at once by the same pure rules the command uses, saves the
// command, and hands over to the rows when the replica has applied it; so the buttons work before the replica is open.
import { useMemo } from 'react';
import { personDay } from '#schema/rules/day.ts';
import { planEnd, planExpire, planExtend, planPause, planResume, withChange, type FocusChange } from '#schema/rules/focus.ts';
import { newId } from '#schema/ids.ts';
import { keepStorageOnce } from '#src/modules/device/public.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import type { DispatchReceipt, Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';
import { reportFailure } from '#src/ui/toast.tsx';
import { planToSession, type ActiveFocus, type FocusPlan } from './model.ts';
import { remember, showAhead } from './store.ts';

type DayOf = (at: Date) => string;

async function save(shown: ActiveFocus, dispatching: Promise<DispatchReceipt>): Promise<boolean> {
  const settle = showAhead(shown);
  try {
    return await reportFailure(dispatching);
  } finally {
    settle();
  }
}

const afterChange = (session: ActiveFocus, change: FocusChange | null): ActiveFocus =>
  change ? withChange(session, change) : session;

function start(replica: Replica, dayOf: DayOf, plan: FocusPlan): Promise<boolean> {
  const at = new Date();
  const id = newId();
  const session = planToSession(id, plan, dayOf(at), at);
  remember(session, id);
  void keepStorageOnce();
  return save(
    session,
    replica.dispatch('focus.start', {
      id,
      mode: plan.mode,
      phase: plan.phase,
      cycle: plan.cycle,
      durationSeconds: plan.durationSeconds,
      title: plan.title.trim() || null,
      tag: plan.tag.trim() || null,
      day: dayOf(at),
    }),
  );
}

/** A session nobody ended in time. It keeps the day it has. */
export const expireFocus = (replica: Replica, session: ActiveFocus): Promise<boolean> =>
  save(afterChange(session, planExpire(session, new Date())), replica.dispatch('focus.expire', { id: session.id }));

function boundCommands(replica: Replica, dayOf: DayOf) {
  return {
    start: (plan: FocusPlan) => start(replica, dayOf, plan),
    pause: (session: ActiveFocus) =>
      save(afterChange(session, planPause(session, new Date())), replica.dispatch('focus.pause', { id: session.id })),
    resume: (session: ActiveFocus) =>
      save(afterChange(session, planResume(session, new Date())), replica.dispatch('focus.resume', { id: session.id })),
    extend: (session: ActiveFocus, seconds: number) =>
      save(
        afterChange(session, planExtend(session, seconds, new Date())),
        replica.dispatch('focus.extend', { id: session.id, seconds }),
      ),
    abandon: (session: ActiveFocus) =>
      save(
        afterChange(session, planEnd(session, 'abandoned', new Date())),
        replica.dispatch('focus.abandon', { id: session.id }),
      ),
    complete: (session: ActiveFocus) => {
      const at = new Date();
      const ended = afterChange(session, planExpire(session, at) ?? planEnd(session, 'completed', at));
      return save(ended, replica.dispatch('focus.complete', { id: session.id, day: dayOf(at) }));
    },
    edit: (id: string, title: string, tag: string) =>
      reportFailure(replica.dispatch('focus.edit', { id, title: title.trim() || null, tag: tag.trim() || null })),
    remove: (id: string) => reportFailure(replica.dispatch('focus.delete', { id })),
  };
}

export type FocusCommands = ReturnType<typeof boundCommands>;

export function useFocusCommands(): FocusCommands {
  const replica = useReplica();
  const zone = useTimeZone();
  const { dayStartHour } = useSettings();
  return useMemo(() => boundCommands(replica, (at) => personDay(at, zone, dayStartHour)), [replica, zone, dayStartHour]);
}
