// The keyboard's focus goes along a list by arrows.
import type { KeyboardEvent } from 'react';

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
