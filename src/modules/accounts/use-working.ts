// One request of a form or a button at a time, and why the last one failed.
import { useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import type { AuthResult } from './auth-request.ts';

interface Working {
  isWorking: boolean;
  error?: CadenceError;
}

/** `run` returns the value of a request that succeeded, else null. */
export function useWorking() {
  const [state, setState] = useState<Working>({ isWorking: false });
  const run = async <Value>(work: () => Promise<AuthResult<Value>>): Promise<{ value: Value } | null> => {
    setState({ isWorking: true });
    const result = await work();
    setState(result.ok ? { isWorking: false } : { isWorking: false, error: result.error });
    return result.ok ? { value: result.value } : null;
  };
  return { ...state, run };
}
