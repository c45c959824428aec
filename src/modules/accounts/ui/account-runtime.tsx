// Runs in every tab: when the person leaves this device, here or by a removal from elsewhere, erases what this page keeps outside
// of the replica, checks that nothing is left, and says what happened. Asks a signed-in person for the terms of the server.
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePerson, useReplica, type Person } from '#src/replica/public.ts';
import { showToast } from '#src/ui/toast.tsx';
import { strings } from '../device-strings.ts';
import { TermsGate } from './terms-gate.tsx';

export function AccountRuntime() {
  const replica = useReplica();
  const { navigate } = useRouter();
  const person = usePerson();
  const last = useRef<Person | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = person;
    if (before === null || person === null) return;
    if (person.removed && !before.removed) {
      const { title, erased, kept, toAccount } = strings.notice;
      const message = person.kind === 'local' ? erased : kept;
      showToast({ title, message, action: { label: toAccount, run: () => void navigate({ to: '/account' }) } });
    }
    if (before.kind !== 'signed-in' || before.userId === person.userId) return;
    void import('../erase.ts').then(async ({ erasePageStorage, findLeftovers }) => {
      await erasePageStorage();
      const leftovers = await findLeftovers(replica, before.userId);
      if (leftovers.length > 0) showToast({ title: strings.erased.failedTitle, message: strings.erased.failed });
      else if (person.kind === 'local' && !person.removed) {
        const { title, text, later } = strings.erased;
        showToast({ title, message: person.endsSession === undefined ? text : later });
      }
    });
  }, [person, replica, navigate]);
  return person?.kind === 'signed-in' && <TermsGate key={person.userId} person={person.userId} />;
}
