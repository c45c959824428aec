// The entitlements of the signed-in person by this device's rows. They decide what is shown, offline too; the server decides what is
// done.
import { useState } from 'react';
import { entitlementsOf } from '#schema/access/held.ts';
import { now } from '#src/clock/clock.ts';
import { rowsIfReady, usePerson, useRows } from '#src/replica/public.ts';
import { held } from './queries.ts';

const NONE: ReadonlySet<string> = new Set();

export function useEntitlements(): ReadonlySet<string> {
  const person = usePerson();
  const [since] = useState(() => now().toISOString());
  const rows = rowsIfReady(useRows(person?.kind === 'signed-in' ? held(person.userId, since) : null));
  return rows ? entitlementsOf(rows) : NONE;
}
