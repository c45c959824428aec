// Where the keyboard's focus goes: back to what opened a dialog, and along a list by arrows.
import { useEffect, useState, type KeyboardEvent } from 'react';

/**
 * For a dialog that is removed when it closes: Mantine returns the focus only of one that stays mounted. Does nothing where something
 * else has taken the focus meanwhile.
 */
export function useReturnFocus(): void {
  // Read before the dialog takes the focus.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const target = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('main');
        target?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
}

/** Up and down move from an element with `data-arrow-stop` to the next one within the same `data-arrow-list`. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...(event.currentTarget.closest('[data-arrow-list]')?.querySelectorAll<HTMLElement>('[data-arrow-stop]') ?? [])];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = at === -1 ? undefined : stops[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
