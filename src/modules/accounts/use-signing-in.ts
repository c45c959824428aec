// Signing in once the person has tapped: uses the link or code up, then moves this device's local work into the account. A failure after
// the first step goes on with the second, for a link works once.
import { useRef, useState } from 'react';
import type { CadenceError } from '#schema/protocol/errors.ts';
import { useReplica } from '#src/replica/public.ts';
import { errorToProblem } from '#src/ui/save-outcome.ts';
import { signIn, type SignInProof } from './auth-client.ts';

export type SigningIn = { kind: 'idle'; error?: CadenceError } | { kind: 'checking' } | { kind: 'moving' } | { kind: 'done' };

export function useSigningIn(): { signingIn: SigningIn; start(proof: SignInProof): Promise<void> } {
  const replica = useReplica();
  const [signingIn, setSigningIn] = useState<SigningIn>({ kind: 'idle' });
  const isAccepted = useRef(false);
  const start = async (proof: SignInProof): Promise<void> => {
    try {
      if (!isAccepted.current) {
        setSigningIn({ kind: 'checking' });
        const accepted = await signIn(proof);
        if (!accepted.ok) return setSigningIn({ kind: 'idle', error: accepted.error });
        isAccepted.current = true;
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
