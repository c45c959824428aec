// The session that Start would begin, from what the person set up and the pomodoro's next step.
import { useSettings } from '#src/modules/settings/public.ts';
import { nextStep, stepSeconds, type FocusPlan } from './model.ts';
import { useFocusStore } from './store.ts';
import { useLastEnded } from './use-active-focus.ts';
import { useNow } from './use-now.ts';

export function useSetupPlan(): FocusPlan {
  const { mode, minutes, title, tag } = useFocusStore((state) => state.setup);
  const { pomodoro } = useSettings();
  const last = useLastEnded();
  const now = useNow(false);
  const step = mode === 'pomodoro' ? nextStep(last, pomodoro, now) : ({ phase: 'focus', cycle: 1 } as const);
  const durationSeconds = mode === 'stopwatch' ? null : mode === 'countdown' ? minutes * 60 : stepSeconds(step, pomodoro);
  const isBreak = step.phase !== 'focus';
  return { mode, ...step, durationSeconds, title: isBreak ? '' : title, tag: isBreak ? '' : tag };
}
