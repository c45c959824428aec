// What accounts keep beside every page: the terms of the server, for a person who is signed in. Loaded after the page, because few servers
// have terms.
import { lazy, Suspense } from 'react';
import { usePerson } from '#src/replica/public.ts';

/** Without a network, before the app is installed, there is nothing to load and nothing to ask. */
const Nothing = (_: { person: string }) => null;
const TermsGate = lazy(() =>
  import('./terms-gate.tsx').then(
    (loaded) => ({ default: loaded.TermsGate }),
    () => ({ default: Nothing }),
  ),
);

export function AccountsRuntime() {
  const person = usePerson();
  if (person?.kind !== 'signed-in') return null;
  return (
    <Suspense fallback={null}>
      <TermsGate key={person.userId} person={person.userId} />
    </Suspense>
  );
}
