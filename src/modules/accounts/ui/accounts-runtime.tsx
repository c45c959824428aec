// What accounts keep beside every page: the terms of the server, for a person who is signed in. Loaded after the page, because few servers
// have terms.
import { lazy, Suspense } from 'react';
import { usePerson } from '#src/replica/public.ts';

const TermsGate = lazy(async () => ({ default: (await import('./terms-gate.tsx')).TermsGate }));

export function AccountsRuntime() {
  const person = usePerson();
  if (person?.kind !== 'signed-in') return null;
  return (
    <Suspense fallback={null}>
      <TermsGate key={person.userId} person={person.userId} />
    </Suspense>
  );
}
