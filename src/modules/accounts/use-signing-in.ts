// Signing in once the person has tapped: proves who they are, then moves this device's local work into the account. A failure after
// the first step goes on with the second, for a link works once.
import { useRef, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { useReplica } from '#src/replica/public.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import type { SessionUser } from '#schema/protocol/answers.ts';
import type { AuthResult } from './auth-request.ts';

export type SigningIn = { kind: 'idle'; error?: CadenceError } | { kind: 'checking' } | { kind: 'moving' } | { kind: 'done' };

/** Sets the session's cookie by any of the ways in. */
export type Prove = () => Promise<AuthResult<SessionUser>>;

/** Who was proved on this page last. A change of the account builds the page again, and its state is lost then. */
let proved: string | null = null;
export const wasProved = (email: string): boolean => proved === email;

export function useSigningIn(): { signingIn: SigningIn; start(prove: Prove): Promise<void> } {
  const replica = useReplica();
  const [signingIn, setSigningIn] = useState<SigningIn>({ kind: 'idle' });
  const isAccepted = useRef(false);
  const start = async (prove: Prove): Promise<void> => {
    try {
      if (!isAccepted.current) {
        setSigningIn({ kind: 'checking' });
        const accepted = await prove();
        if (!accepted.ok) return setSigningIn({ kind: 'idle', error: accepted.error });
        isAccepted.current = true;
        proved = accepted.value.email;
      }
      setSigningIn({ kind: 'moving' });
      await replica.signedIn();
      setSigningIn({ kind: 'done' });
    } catch (error) {
      const problem = errorToProblem(error);
      if (problem === null) throw error;
      setSigningIn({ kind: 'idle', error: problem });
    }
  };
  return { signingIn, start };
}
