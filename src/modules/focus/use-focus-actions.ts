// What can be done about focus from the search, in words.
import { useMemo } from 'react';
import { primeChime } from './alerts/chime.ts';
import { useFocusCommands } from './commands.ts';
import { useFocusStore } from './store.ts';
import { strings } from './strings.ts';
import { useActiveFocus } from './use-active-focus.ts';
import { useSettings } from '#src/modules/settings/public.ts';

export interface FocusAction {
  id: string;
  label: string;
  run(): void;
}

export function useFocusActions(): FocusAction[] {
  const focus = useFocusCommands();
  const session = useActiveFocus();
  const { pomodoro } = useSettings();
  const { minutes } = useFocusStore((state) => state.setup);
  return useMemo(() => {
    const words = strings.spotlight;
    if (session) {
      const isPaused = session.status === 'paused';
      return [
        {
          id: 'focus.pause',
          label: isPaused ? words.resume : words.pause,
          run: () => void (isPaused ? focus.resume(session) : focus.pause(session)),
        },
        { id: 'focus.complete', label: words.finish, run: () => void focus.complete(session) },
      ];
    }
    const starting = (mode: 'pomodoro' | 'countdown' | 'stopwatch', durationSeconds: number | null) => () => {
      primeChime();
      void focus.start({ mode, phase: 'focus', cycle: 1, durationSeconds, title: '', tag: '' });
    };
    return [
      { id: 'focus.pomodoro', label: words.startPomodoro, run: starting('pomodoro', pomodoro.focus * 60) },
      { id: 'focus.countdown', label: words.startCountdown(minutes), run: starting('countdown', minutes * 60) },
      { id: 'focus.stopwatch', label: words.startStopwatch, run: starting('stopwatch', null) },
    ];
  }, [focus, session, pomodoro.focus, minutes]);
}
