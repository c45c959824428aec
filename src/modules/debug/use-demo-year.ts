// Making the demo year: what the page shows of it, and the way to stop.
import { useEffect, useRef, useState } from 'react';
import { errorToText } from '#schema/protocol/errors.ts';
import type { DemoMade, DemoProgress } from '#src/demo/make-demo-year.ts';
import { useTimeZone, useToday } from '#src/modules/settings/public.ts';
import { usePerson, useReplica } from '#src/replica/public.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';

export type DemoState =
  | { kind: 'idle' }
  | ({ kind: 'making' } & DemoProgress)
  | ({ kind: 'made' } & DemoMade)
  | { kind: 'failed'; text: string };

export function useDemoYear() {
  const replica = useReplica();
  const person = usePerson();
  const zone = useTimeZone();
  const today = useToday();
  const [state, setState] = useState<DemoState>({ kind: 'idle' });
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const make = async (): Promise<void> => {
    const stop = new AbortController();
    stopping.current = stop;
    setState({ kind: 'making', done: 0, total: 0 });
    try {
      const { makeDemoYear } = await import('#src/demo/make-demo-year.ts');
      const year = { seed: Math.floor(Math.random() * 1_000_000), endDay: today, until: new Date(), zone };
      const made = await makeDemoYear(replica, year, {
        signal: stop.signal,
        onProgress: (progress) => setState({ kind: 'making', ...progress }),
      });
      setState({ kind: 'made', ...made });
    } catch (thrown) {
      const problem = errorToProblem(thrown);
      setState({ kind: 'failed', text: problem ? errorToText(problem) : String(thrown) });
    }
  };
  return {
    state,
    /** A made-up year is never mixed with an account's history, except in development. */
    isAllowed: person?.kind === 'local' || import.meta.env.DEV,
    make: () => void make(),
    stop: () => stopping.current?.abort(),
  };
}
