// Keys of a page that plays. They stay silent while the person types, chooses or has a dialog open.
import { useEffect, useRef } from 'react';

export type KeyActions = Partial<Record<'space' | 'l' | 's' | 'm' | 'a' | 'b' | 'escape' | 'home' | 'end', () => void>> & {
  /** `isFine` with Shift. */
  step(direction: -1 | 1, isFine: boolean): void;
  zoom(direction: -1 | 1): void;
};

/** What takes keys itself. A button does with Space and Enter only. */
const TYPING = 'input:not([type=range]), textarea, select, [contenteditable], [role=menu] *, [role=dialog] *';
const TAKES_ARROWS = '[role=slider], input[type=range], [role=radio], input[type=radio], [data-mark]';
const TAKES_SPACE = 'button, a, summary, [role=radio], input[type=radio], input[type=checkbox]';
/** Up and down scroll the page, unless the picture has the focus. */
const PICTURE = '[data-picture] *';

export function useStudioKeys(actions: KeyActions): void {
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.matches(TYPING) || document.querySelector('[role=dialog]') !== null) return;
      const act = actionFor(event, target, current.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const LETTERS = ['l', 's', 'm', 'a', 'b'] as const;

function actionFor(event: KeyboardEvent, target: Element | null, actions: KeyActions): (() => void) | undefined {
  const takesArrows = target?.matches(TAKES_ARROWS) ?? false;
  switch (event.key) {
    case ' ':
      return target?.matches(TAKES_SPACE) ? undefined : actions.space;
    case 'ArrowLeft':
    case 'ArrowRight':
      return takesArrows ? undefined : () => actions.step(event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey);
    case 'ArrowUp':
    case 'ArrowDown':
      return target?.matches(PICTURE) ? () => actions.zoom(event.key === 'ArrowDown' ? -1 : 1) : undefined;
    case 'Home':
      return takesArrows ? undefined : actions.home;
    case 'End':
      return takesArrows ? undefined : actions.end;
    case 'Escape':
      return actions.escape;
    default:
      return letterAction(event.key.toLowerCase(), actions);
  }
}

function letterAction(key: string, actions: KeyActions): (() => void) | undefined {
  const letter = LETTERS.find((one) => one === key);
  return letter && actions[letter];
}
