// Reads how the server is, again and again while the page is open and visible. What was read last stays when a reading fails.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { ServerAnswer } from '#schema/protocol/admin.ts';
import { readServer } from './admin-client.ts';

const EVERY_MS = 10_000;

interface ServerHealth {
  answer: ServerAnswer | null;
  /** Why the last reading failed. */
  error: CadenceError | null;
}

export function useServerHealth(): ServerHealth & { reload(): void } {
  const [health, setHealth] = useState<ServerHealth>({ answer: null, error: null });
  const turn = useRef(0);
  const reload = useCallback(() => {
    const mine = (turn.current += 1);
    void readServer().then((result) => {
      if (mine !== turn.current) return;
      setHealth((before) => (result.ok ? { answer: result.value, error: null } : { ...before, error: result.error }));
    });
  }, []);
  useEffect(() => {
    reload();
    const readIfVisible = () => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(readIfVisible, EVERY_MS);
    document.addEventListener('visibilitychange', readIfVisible);
    return () => {
      turn.current += 1;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', readIfVisible);
    };
  }, [reload]);
  return { ...health, reload };
}
