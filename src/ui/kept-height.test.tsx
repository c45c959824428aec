// @vitest-environment happy-dom
// A part of a page stands as high as it was when its rows were last read.
import { MantineProvider, Skeleton } from '@mantine/core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** Reports the height of every element that is observed, after each change of its content. */
class SizeOf120 {
  readonly #tell: () => void;
  #changes: MutationObserver | undefined;
  constructor(tell: (entries: unknown[]) => void) {
    this.#tell = () => tell([{ borderBoxSize: [{ blockSize: 120 }] }]);
  }
  observe(element: Element): void {
    this.#changes = new MutationObserver(this.#tell);
    this.#changes.observe(element, { childList: true });
  }
  disconnect(): void {
    this.#changes?.disconnect();
  }
}

let root: Root;
let host: HTMLElement;

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  localStorage.clear();
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  vi.stubGlobal('ResizeObserver', SizeOf120);
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.unstubAllGlobals();
});

/** As a page that was just loaded would show it. */
async function shown(content: React.ReactNode): Promise<HTMLElement> {
  const { KeptHeight } = await import('./kept-height.tsx');
  act(() =>
    root.render(
      <MantineProvider>
        <KeptHeight name="part">{content}</KeptHeight>
      </MantineProvider>,
    ),
  );
  return host.querySelector<HTMLElement>('div[class]')!;
}

const stored = (): unknown => Object.values(JSON.parse(localStorage.getItem('cadence.heights') ?? '{}') as object)[0];

test('the height of rows is kept, and the skeleton of the next visit has it', async () => {
  await shown(<Skeleton height={10} />);
  expect(stored()).toBeUndefined();
  await shown(<p>rows</p>);
  await vi.waitFor(() => expect(stored()).toBe(120));
  vi.resetModules();
  const box = await shown(<Skeleton height={10} />);
  expect(box.dataset['kept']).toBe('120');
  expect(box.style.getPropertyValue('--kept-height')).toBe('120px');
});

test('heights that something else wrote are not used', async () => {
  localStorage.setItem('cadence.heights', '{"part 26":"tall","part 25":null}');
  const box = await shown(<Skeleton height={10} />);
  expect(box.dataset['kept']).toBeUndefined();
});
