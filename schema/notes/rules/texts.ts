// A text that two devices changed. A change names the text that the person saw, by a fingerprint. When the row has another text by
// then, the change still takes its place, and the text that it replaces is kept as a version beside it.
import { idFromParts } from '../../ids.ts';

/** Equal texts have equal fingerprints; no text and an empty text are the same. */
export const fingerprint = (text: string | null): string => idFromParts('text', text ?? '');

interface Change {
  current: string | null;
  next: string | null;
  /** Of the text that the person changed; undefined from an app that did not send it. */
  base: string | undefined;
}

/** The text that would be lost by the change; null when nothing would. */
export function lostText({ current, next, base }: Change): string | null {
  const [now, then] = [current ?? '', next ?? ''];
  if (base === undefined || now === '' || now === then) return null;
  return fingerprint(now) === base ? null : now;
}
