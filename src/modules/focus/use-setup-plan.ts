// The session that Start would begin, from what the person set up and the pomodoro's next step.
import { useNow } from '#src/clock/use-now.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { nextStep, stepSeconds, type FocusPlan } from './model.ts';
import { useFocusStore } from './store.ts';
import { useLastEnded } from './use-active-focus.ts';

const BREAK_CHECK_MS = 10_000;

export function useSetupPlan(): FocusPlan {
  const { mode, minutes, title, tag, link } = useFocusStore((state) => state.setup);
  const { pomodoro } = useSettings();
  const last = useLastEnded();
  // A break that is offered passes while nobody takes it.
  const now = useNow(mode === 'pomodoro' && last !== null, BREAK_CHECK_MS);
  const step = mode === 'pomodoro' ? nextStep(last, pomodoro, now) : ({ phase: 'focus', cycle: 1 } as const);
  const durationSeconds = mode === 'stopwatch' ? null : mode === 'countdown' ? minutes * 60 : stepSeconds(step, pomodoro);
  const isBreak = step.phase !== 'focus';
  return { mode, ...step, durationSeconds, title: isBreak ? '' : title, tag: isBreak ? '' : tag, link: isBreak ? null : link };
}
