// Notices that the browser removed everything this origin had stored. Chromium was seen to do that after a physically full disk:
// outbox, high-water mark and rows go together, so nothing in the storage can tell. A cookie is kept apart from it and says
// whose data was here and how many changes the server did not have.
import { useEffect, useState } from 'react';
import type { Person, Replica } from '#src/replica/api.ts';
import { useReplica } from '#src/replica/public.ts';

const COOKIE = 'cadence-kept';
const YEAR_S = 365 * 24 * 60 * 60;
/** An import changes the count with each command. */
const WRITE_EVERY_MS = 1_000;

/** What was on this device when the cookie was written. */
export interface KeptNote {
  userId: string;
  kind: Person['kind'];
  /** Changes that the server had not confirmed. */
  waiting: number;
}

/** What is gone: `waiting` changes for good, the rest of an account's data until the person signs in again. */
export interface StorageLoss {
  kind: Person['kind'];
  waiting: number;
}

export const noteToCookie = ({ userId, kind, waiting }: KeptNote): string => `${COOKIE}=${userId}.${kind}.${waiting}`;

export function cookieToNote(cookies: string): KeptNote | null {
  const match = /(?:^|; )cadence-kept=([\w-]+)\.(local|signed-in)\.(\d+)(?:;|$)/.exec(cookies);
  return match ? { userId: match[1] as string, kind: match[2] as Person['kind'], waiting: Number(match[3]) } : null;
}

/** An empty log begins with a new local person. A signed-in one has its log, whosever the cookie is. */
export function planLoss(note: KeptNote | null, person: Person): StorageLoss | null {
  if (note === null || person.kind === 'signed-in' || person.userId === note.userId) return null;
  // The person removed this device, or signed out and closed the page at once: it was erased on purpose.
  if (person.removed || person.endsSession !== undefined) return null;
  // A person without an account who had made nothing has lost nothing.
  return note.kind === 'local' && note.waiting === 0 ? null : { kind: note.kind, waiting: note.waiting };
}

/** What was lost before this page opened; null when nothing was. From then on the cookie follows what is kept. */
export function useStorageLoss(): StorageLoss | null {
  const replica = useReplica();
  const [loss, setLoss] = useState<StorageLoss | null>(null);
  useEffect(() => {
    const before = cookieToNote(document.cookie);
    let isCompared = false;
    let written: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      const note = noteOf(replica);
      if (!note) return;
      written = note.userId;
      document.cookie = `${noteToCookie(note)}; path=/; max-age=${YEAR_S}; samesite=strict`;
    };
    const look = () => {
      const person = replica.person();
      if (!person) return;
      if (!isCompared) setLoss(planLoss(before, person));
      isCompared = true;
      // A page that is left right after a sign-out must not look like a loss at the next visit.
      if (written !== undefined && written !== person.userId) return write();
      timer ??= setTimeout(write, WRITE_EVERY_MS);
    };
    look();
    const stop = replica.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [replica]);
  return loss;
}

/** Null while the replica opens: how much waits is not known yet. */
function noteOf(replica: Replica): KeptNote | null {
  const [person, status] = [replica.person(), replica.status()];
  if (!person || status.kind === 'starting') return null;
  return { userId: person.userId, kind: person.kind, waiting: 'waiting' in status ? status.waiting : 0 };
}
