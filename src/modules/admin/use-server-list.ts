// A list that the server pages: its first page for the current filter, further pages on request. An answer that comes after the filter
// has changed is dropped.
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { AuthResult } from '../accounts/public.ts';

export type ServerList<Answer> =
  | { kind: 'loading' }
  | { kind: 'failed'; error: CadenceError }
  /** `answers`: the pages so far, the first one first. */
  | { kind: 'ready'; answers: readonly Answer[]; isLoadingMore: boolean; problem: CadenceError | null };

interface Handle<Answer> {
  list: ServerList<Answer>;
  /** Reads from the beginning again; what is shown stays until the answer comes. */
  reload(): void;
  more(): void;
}

/** `key` names the filter: another one is another list. `read` gets the cursor of the page, null for the first. */
export function useServerList<Answer extends { next: string | null }>(
  key: string,
  read: (cursor: string | null) => Promise<AuthResult<Answer>>,
): Handle<Answer> {
  const [list, setList] = useState<ServerList<Answer>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const readPage = useEffectEvent(read);
  const current = useRef(0);
  useEffect(() => {
    const turn = (current.current += 1);
    void readPage(null).then((result) => {
      if (turn !== current.current) return;
      setList(
        result.ok
          ? { kind: 'ready', answers: [result.value], isLoadingMore: false, problem: null }
          : { kind: 'failed', error: result.error },
      );
    });
    return () => {
      current.current += 1;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const more = (): void => {
    if (list.kind !== 'ready' || list.isLoadingMore) return;
    const cursor = list.answers.at(-1)?.next ?? null;
    if (cursor === null) return;
    const turn = current.current;
    setList({ ...list, isLoadingMore: true, problem: null });
    void read(cursor).then((result) => {
      if (turn !== current.current) return;
      setList(
        result.ok
          ? { ...list, answers: [...list.answers, result.value], isLoadingMore: false, problem: null }
          : { ...list, isLoadingMore: false, problem: result.error },
      );
    });
  };
  return { list, reload, more };
}
