// Keeps this browser subscribed to the person's notifications while the app is open. Draws nothing.
import { useEffect } from 'react';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { usePerson } from '#src/replica/public.ts';
import { NOTICES_ALLOWED, usePushOutcome } from '../push-state.ts';
import { keepPush } from '../push.ts';

export function PushRuntime() {
  const person = usePerson();
  const { notifications } = useSettings();
  const timeZone = useTimeZone();
  const userId = person?.kind === 'signed-in' ? person.userId : null;
  useEffect(() => {
    if (userId === null || !notifications) return undefined;
    const keep = () =>
      void keepPush(userId, timeZone).then(
        () => usePushOutcome.setState({ hasFailed: false }),
        () => usePushOutcome.setState({ hasFailed: true }),
      );
    keep();
    // The permission is given while the page is open: coming back to it, or the network coming back, tries again.
    addEventListener('online', keep);
    addEventListener(NOTICES_ALLOWED, keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      removeEventListener('online', keep);
      removeEventListener(NOTICES_ALLOWED, keep);
      document.removeEventListener('visibilitychange', keep);
    };
  }, [userId, notifications, timeZone]);
  return null;
}
