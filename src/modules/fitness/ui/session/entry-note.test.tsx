// @vitest-environment happy-dom
// A note that was typed and not left is saved when the workout is shown again, and is kept when it cannot be saved.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReplicaProvider } from '#src/replica/public.ts';
import type { ReplicaCalls } from '#src/replica/calls.ts';
import { ReplicaClient } from '#src/replica/client.ts';
import { EntryNote, hasNoteDraft } from './entry-note.tsx';

const save = vi.fn<ReplicaCalls['save']>();
const settled = vi.fn<ReplicaCalls['settled']>(() => Promise.resolve({ kind: 'applied' }));
const client = new ReplicaClient({ save, settled } as Partial<ReplicaCalls> as ReplicaCalls);
const entry = { id: '6f0b2c1e-0000-4000-8000-000000000001', name: 'Squat', note: null };
const onDone = vi.fn();

let root: Root;
let page: HTMLElement;

const open = () =>
  act(async () => {
    root = createRoot(page);
    root.render(
      <MantineProvider>
        <Notifications />
        <ReplicaProvider replica={client}>
          <EntryNote sessionId="s" entry={entry} isFocused={false} onDone={onDone} />
        </ReplicaProvider>
      </MantineProvider>,
    );
  });
const close = () => act(() => root.unmount());
const field = () => page.querySelector('textarea') as HTMLTextAreaElement;

/** Goes past React's own setter, so that the value is seen as typed. */
const type = (text: string) =>
  act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.clearAllMocks();
  save.mockResolvedValue({ ok: true, value: [{ seq: 1 }] });
  localStorage.clear();
  // The growing text field asks for the page's fonts, which this environment lacks.
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });
  page = document.body.appendChild(document.createElement('div'));
});

afterEach(async () => {
  await close();
  page.remove();
});

it('a note whose page went away before the field was left is saved when the workout is shown again', async () => {
  await open();
  await type('belt too loose');
  await close();
  expect(save).not.toHaveBeenCalled();
  expect(hasNoteDraft(entry.id)).toBe(true);
  await open();
  expect(save.mock.calls.flat(2)).toMatchObject([
    { name: 'workout.annotateExercise', args: { sessionId: 's', entryId: entry.id, note: 'belt too loose' } },
  ]);
  expect(hasNoteDraft(entry.id)).toBe(false);
  expect(onDone).toHaveBeenCalledOnce();
});

it('a note that was refused stays in its field', async () => {
  save.mockResolvedValue({ ok: true, value: [{ refused: { code: 'not_found' } }] });
  await open();
  await type('belt too loose');
  await close();
  await open();
  expect(field().value).toBe('belt too loose');
  expect(hasNoteDraft(entry.id)).toBe(true);
  expect(onDone).not.toHaveBeenCalled();
});
