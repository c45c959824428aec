// A figure that is typed or stepped. Its draft is shown until the rows contain the saved value, so an older value never replaces what is
// being typed, and a newer value from another device is never hidden. A value that a rule refuses is not saved: its text stays with
// the reason. Every draft is stored on the device until it is saved, so a reload in the middle of a field loses nothing.
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { dropDraft, keepDraft, readDraft } from '#src/ui/drafts.ts';

/** Typed values are also saved during typing, not only on blur. */
const SAVE_WHILE_TYPING_MS = 400;

interface FigureOptions {
  /** Names the figure among all drafts. */
  draftKey: string;
  stored: number | null;
  toText(value: number): string;
  /** Null for an empty text, undefined for an invalid one. */
  parse(text: string): number | null | undefined;
  /** Why the text cannot be saved, in words; null when it can. */
  problemOf(text: string): string | null;
  /** True once it is saved. */
  save(value: number | null): Promise<boolean>;
}

export interface Figure {
  text: string;
  value: number | null;
  /** Said at the field, once the person has left it. */
  problem: string | null;
  /** Whether the text can be saved as it stands. */
  isValid: boolean;
  onChange(text: string): void;
  onBlur(): void;
  /** Writes a value at once. */
  set(value: number): void;
}

interface Draft {
  text: string;
  /** The value of the row when the draft was typed. */
  base: number | null;
  /** Saved and applied: a row with another value is newer than the draft from now on. */
  isSettled: boolean;
  problem: string | null;
}

/** A draft of an earlier page, unless the row has changed since. */
function restoredDraft(draftKey: string, stored: number | null): Draft | null {
  const kept = readDraft(draftKey) as { text?: unknown; base?: unknown } | null;
  if (typeof kept?.text !== 'string' || kept.base !== stored) return null;
  return { text: kept.text, base: stored, isSettled: false, problem: null };
}

export function useFigure({ draftKey, stored, toText, parse, problemOf, save }: FigureOptions): Figure {
  const [kept, setDraft] = useState(() => restoredDraft(draftKey, stored));
  const latest = useRef(0);
  const draft = kept?.isSettled && kept.base !== stored ? null : kept;

  const saveValue = async (value: number | null): Promise<void> => {
    const mine = latest.current;
    if ((await save(value)) && latest.current === mine) dropDraft(draftKey);
  };
  const saveQuietly = useDebouncedCallback((text: string) => {
    const value = parse(text);
    if (value !== undefined && value !== stored && problemOf(text) === null) void saveValue(value);
  }, SAVE_WHILE_TYPING_MS);

  const settle = (text: string) => {
    const value = parse(text);
    const problem = problemOf(text);
    latest.current += 1;
    if (problem !== null || value === undefined) {
      setDraft({ text, base: stored, isSettled: false, problem });
      return;
    }
    if (value === stored) {
      setDraft(null);
      dropDraft(draftKey);
      return;
    }
    const mine = latest.current;
    setDraft({ text, base: stored, isSettled: false, problem: null });
    void saveValue(value).then(() => {
      if (latest.current === mine) setDraft({ text, base: stored, isSettled: true, problem: null });
    });
  };
  const saveRestored = useEffectEvent(() => {
    const restored = restoredDraft(draftKey, stored);
    if (restored) settle(restored.text);
    else dropDraft(draftKey);
  });
  useEffect(() => saveRestored(), []);

  const parsed = draft === null ? stored : parse(draft.text);
  return {
    text: draft?.text ?? (stored === null ? '' : toText(stored)),
    value: parsed === undefined ? stored : parsed,
    problem: draft?.problem ?? null,
    isValid: draft === null || problemOf(draft.text) === null,
    onChange(text) {
      latest.current += 1;
      keepDraft(draftKey, { text, base: stored });
      setDraft({ text, base: stored, isSettled: false, problem: null });
      saveQuietly(text);
    },
    onBlur() {
      if (draft !== null) settle(draft.text);
    },
    set(value) {
      settle(toText(value));
    },
  };
}
