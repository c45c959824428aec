// Offers the person's passkeys in the address field while the form is on the screen. A challenge lasts minutes, so that the offer is
// made again in time.
import { useEffect, useEffectEvent } from 'react';
import { canAutofillPasskeys, signInByPasskey } from './passkey-client.ts';
import type { Prove } from './use-signing-in.ts';

/** Shorter than the challenge lasts on the server. */
const OFFER_AGAIN_MS = 4 * 60_000;

/** Without a network there is nothing to offer; the mail form says so when it is used. */
const SILENT: ReadonlySet<string> = new Set(['passkey_cancelled', 'passkey_unusable', 'unavailable', 'rate_limited']);

/** `isOffered`: false while something else is going on that an offer would disturb. */
export function usePasskeyAutofill(isOffered: boolean, onPicked: (prove: Prove) => Promise<void>): void {
  const picked = useEffectEvent(onPicked);
  useEffect(() => {
    if (!isOffered) return;
    let offer = new AbortController();
    const make = async ({ signal }: AbortController): Promise<void> => {
      const signedIn = await signInByPasskey({ autofill: true, signal });
      if (signal.aborted || (!signedIn.ok && SILENT.has(signedIn.error.code))) return;
      await picked(() => Promise.resolve(signedIn));
    };
    const again = setInterval(() => {
      offer.abort();
      offer = new AbortController();
      void make(offer);
    }, OFFER_AGAIN_MS);
    void canAutofillPasskeys().then((can) => {
      if (!can) clearInterval(again);
      else if (!offer.signal.aborted) void make(offer);
    });
    return () => {
      offer.abort();
      clearInterval(again);
    };
  }, [isOffered]);
}
