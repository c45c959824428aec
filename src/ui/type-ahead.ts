// A shortcut opens a field, and people go on typing before the field is there.

/** A field that does not come within this time does not come at all. */
const BOUND_MS = 3_000;

let end: (() => void) | undefined;

const isTextField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * Keeps what is typed from now on, so that it does not act as further shortcuts, and puts it into the next text field that gets
 * the focus. Call it in the handler of a shortcut that opens a dialog with a field.
 */
export function holdKeys(): void {
  end?.();
  // A dialog that is open already has its field.
  if (document.activeElement?.closest('[role="dialog"]')) return;
  let typed = '';
  const listeners = new AbortController();
  const timer = setTimeout(() => end?.(), BOUND_MS);
  end = () => {
    listeners.abort();
    clearTimeout(timer);
    end = undefined;
  };
  const options = { capture: true, signal: listeners.signal };
  addEventListener('pointerdown', end, options);
  addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === 'Escape' || event.key === 'Tab') return end?.();
      if (event.key.length !== 1) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      typed += event.key;
    },
    options,
  );
  addEventListener(
    'focusin',
    ({ target }) => {
      if (!isTextField(target)) return;
      end?.();
      if (typed === '') return;
      target.setRangeText(typed, target.value.length, target.value.length, 'end');
      target.dispatchEvent(new Event('input', { bubbles: true }));
    },
    options,
  );
}
