// One change at a time, sent to the server: a refusal is said in words, and the list is read again after every change.
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { showProblem, showToast } from '#src/ui/toast.tsx';
import type { AuthResult } from '../accounts/public.ts';

export function useAction(onDone: () => void) {
  const [busy, setBusy] = useState<string | null>(null);
  /** `key` names what is being done, for its button. Resolves to the refusal, or null. */
  const act = async (key: string, work: () => Promise<AuthResult<unknown>>, message: string): Promise<CadenceError | null> => {
    setBusy(key);
    const result = await work();
    setBusy(null);
    if (result.ok) {
      showToast({ message });
      onDone();
      return null;
    }
    showProblem(result.error);
    return result.error;
  };
  return { busy, act };
}
