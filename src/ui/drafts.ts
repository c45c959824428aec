// Unsaved text, stored on this device from the first keystroke until it is saved or dropped. Closing a form, leaving a page or
// reloading therefore loses nothing. Signing out deletes every draft.
import { useRef, useState } from 'react';

const PREFIX = 'cadence.draft.';

export function keepDraft(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Without storage, the text lasts as long as its field.
  }
}

/** Null when there is no draft or it cannot be read. The caller checks its shape: an older app may have stored it. */
export function readDraft(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
  } catch {
    return null;
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Without storage, there is nothing to remove.
  }
}

export function dropAllDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    // Without storage, there is nothing to remove.
  }
}

export interface Draft {
  /** Null when nothing was typed since the last save. */
  text: string | null;
  set(text: string | null): void;
  /** Forgets `saved`, unless something else was typed while it was being saved. */
  settle(saved: string): void;
  /** Puts a refused text back, in front of what was typed since. */
  restore(refused: string): void;
}

/** The unsaved text of one field. Its functions act on what the field holds when they are called, not when it was rendered. */
export function useDraft(key: string): Draft {
  const [text, setText] = useState(() => {
    const kept = readDraft(key);
    return typeof kept === 'string' ? kept : null;
  });
  const newest = useRef(text);
  const set = (next: string | null): void => {
    newest.current = next;
    setText(next);
    if (next === null || next === '') dropDraft(key);
    else keepDraft(key, next);
  };
  return {
    text,
    set,
    settle: (saved) => newest.current === saved && set(null),
    restore: (refused) => set([refused, newest.current].filter(Boolean).join(' ')),
  };
}
