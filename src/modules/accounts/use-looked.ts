// Looks a link or a ticket up, which uses nothing up, however often a page is opened.
import { useEffect, useEffectEvent, useState } from 'react';
import type { AuthResult } from './auth-request.ts';

/** Null while the answer is on its way. */
export function useLooked<Value>(
  key: string,
  look: (key: string) => Promise<AuthResult<Value>>,
): { looked: AuthResult<Value> | null; lookAgain(): void } {
  const [looked, setLooked] = useState<AuthResult<Value> | null>(null);
  const [turn, setTurn] = useState(0);
  const ask = useEffectEvent(look);
  useEffect(() => {
    let isCurrent = true;
    setLooked(null);
    void ask(key).then((answer) => {
      if (isCurrent) setLooked(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [key, turn]);
  return { looked, lookAgain: () => setTurn(turn + 1) };
}
