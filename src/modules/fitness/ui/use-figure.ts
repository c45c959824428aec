// A figure that is typed or stepped: what is shown is the draft until its command's rows are on the screen, so typing is never
// overtaken by an older value and a value from another device is never masked.
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';

/** Typing is saved while it goes on, so a reload in the middle of a field loses nothing. */
const SAVE_WHILE_TYPING_MS = 400;

interface FigureOptions {
  stored: number | null;
  toText(value: number): string;
  /** Null for nothing, undefined for what cannot be read. */
  parse(text: string): number | null | undefined;
  save(value: number | null): Promise<unknown>;
}

export interface Figure {
  text: string;
  value: number | null;
  onChange(text: string): void;
  onBlur(): void;
  /** Writes a value at once. */
  set(value: number): void;
}

interface Draft {
  text: string;
  /** What the row said when the draft was saved. */
  base: number | null;
  /** Saved and applied: from now on a row that says something else is newer than the draft. */
  isSettled: boolean;
}

export function useFigure({ stored, toText, parse, save }: FigureOptions): Figure {
  const [kept, setDraft] = useState<Draft | null>(null);
  const latest = useRef(0);
  const draft = kept?.isSettled && kept.base !== stored ? null : kept;
  const saveQuietly = useDebouncedCallback((text: string) => {
    const value = parse(text);
    if (value !== undefined && value !== stored) void save(value);
  }, SAVE_WHILE_TYPING_MS);

  const settle = (text: string) => {
    const value = parse(text);
    latest.current += 1;
    if (value === undefined || value === stored) {
      setDraft(null);
      return;
    }
    const mine = latest.current;
    setDraft({ text, base: stored, isSettled: false });
    void save(value).then(() => {
      if (latest.current === mine) setDraft({ text, base: stored, isSettled: true });
    });
  };
  const parsed = draft === null ? stored : parse(draft.text);
  return {
    text: draft?.text ?? (stored === null ? '' : toText(stored)),
    value: parsed === undefined ? stored : parsed,
    onChange(text) {
      latest.current += 1;
      setDraft({ text, base: stored, isSettled: false });
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
