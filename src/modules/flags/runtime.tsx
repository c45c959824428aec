// Reads the rows of the flags, now and after every change.
import { useEffect, useState } from 'react';
import { FLAG_NAMES, isFlagOn } from '#schema/flags/rules.ts';
import { now } from '#src/clock/clock.ts';
import { held } from '#src/modules/admin/public.ts';
import { rowsIfReady, usePerson, useRows } from '#src/replica/public.ts';
import { flagRows } from './queries.ts';
import { setFlags } from './store.ts';

export function FlagsRuntime() {
  const userId = usePerson()?.userId ?? null;
  const [since] = useState(() => now().toISOString());
  const rows = rowsIfReady(useRows(flagRows()));
  const needsRoles = rows?.some(({ role_name }) => role_name !== null) ?? false;
  const roles = rowsIfReady(useRows(needsRoles && userId !== null ? held(userId, since) : null));
  useEffect(() => {
    if (rows === undefined || userId === null || (needsRoles && roles === undefined)) return;
    const reader = { id: userId, roles: new Set(roles?.map(({ role }) => role)) };
    setFlags(FLAG_NAMES.filter((name) => isFlagOn(name, rows, reader)));
  }, [rows, roles, needsRoles, userId]);
  return null;
}
