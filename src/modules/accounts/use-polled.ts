// Asks the server again and again while somebody acts on another device. An answer that did not come is asked for again.
import { useEffect, useState } from 'react';
import type { AuthResult } from './auth-request.ts';

const EVERY_MS = 1_500;

/** The last answer to `ask(key)`; null before the first, and while the key is null. Stops after an answer that `isLast`. */
export function usePolled<Value>(
  key: string | null,
  ask: (key: string) => Promise<AuthResult<Value>>,
  isLast: (value: Value) => boolean,
): Value | null {
  const [last, setLast] = useState<{ key: string; value: Value } | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isCurrent = true;
    const askAgain = async (): Promise<void> => {
      const answer = await ask(key);
      if (!isCurrent) return;
      if (answer.ok) setLast({ key, value: answer.value });
      if (!answer.ok || !isLast(answer.value)) timer = setTimeout(() => void askAgain(), EVERY_MS);
    };
    void askAgain();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, ask, isLast]);
  return last !== null && last.key === key ? last.value : null;
}
