// @vitest-environment happy-dom
import { MantineProvider, TextInput } from '@mantine/core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useCommandForm } from './command-form.ts';
import { FormProblem } from './form-dialog.tsx';
import type { SaveOutcome } from './save-outcome.ts';

interface Args {
  name: string;
  artist: string | null;
}

const change = vi.fn((_changes: Partial<Args>): Promise<SaveOutcome> => Promise.resolve({ ok: true }));
const onDone = vi.fn();

function Details() {
  const form = useCommandForm({
    initialValues: { title: 'Prelude', artist: '' },
    validate: ({ title }) => (title === '' ? { title: 'A track needs a name.' } : {}),
    toArgs: ({ title, artist }): Args => ({ name: title.trim(), artist: artist === '' ? null : artist }),
    fieldOf: { name: 'title' },
    save: { change },
    onDone,
  });
  return (
    <form onSubmit={form.submit}>
      <TextInput label="Title" data-field="title" {...form.fields.getInputProps('title')} />
      <TextInput label="Artist" data-field="artist" {...form.fields.getInputProps('artist')} />
      <FormProblem form={form} />
    </form>
  );
}

let root: Root;
let page: HTMLElement;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.clearAllMocks();
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  await act(async () =>
    root.render(
      <MantineProvider>
        <Details />
      </MantineProvider>,
    ),
  );
});

afterEach(async () => {
  await act(() => root.unmount());
  page.remove();
});

const input = (field: string) => page.querySelector(`input[data-field=${field}]`) as HTMLInputElement;

/** React hears of a value that its own setter did not set. */
const type = (field: string, text: string) =>
  act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(field), text);
    input(field).dispatchEvent(new Event('input', { bubbles: true }));
  });

const submit = () =>
  act(async () => void page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));

it('sends only what was changed, and is done once it is saved', async () => {
  await type('artist', 'Bach');
  await submit();
  expect(change.mock.calls).toEqual([[{ artist: 'Bach' }]]);
  expect(onDone).toHaveBeenCalledTimes(1);
});

it('sends nothing when every field says what it said at the opening', async () => {
  await type('title', 'Fugue');
  await type('title', 'Prelude ');
  await submit();
  expect(change).not.toHaveBeenCalled();
  expect(onDone).toHaveBeenCalledTimes(1);
});

it('keeps the text when the command is refused and says the reason at the field that its argument comes from', async () => {
  change.mockResolvedValueOnce({
    ok: false,
    error: { code: 'invalid_arguments', detail: 'name: too long' },
    faults: { name: 'At most 200 characters.' },
  });
  await type('title', 'A very long title');
  await submit();
  expect(onDone).not.toHaveBeenCalled();
  expect(input('title').value).toBe('A very long title');
  expect(input('title').getAttribute('aria-invalid')).toBe('true');
  expect(page.textContent).toContain('At most 200 characters.');
  expect(page.querySelector('[role=alert]')).toBeNull();
});

it('says a refusal that belongs to no field beside the fields', async () => {
  change.mockResolvedValueOnce({ ok: false, error: { code: 'not_found' }, faults: {} });
  await type('artist', 'Bach');
  await submit();
  expect(page.querySelector('[role=alert]')?.textContent).toContain('no longer exists');
  expect(input('artist').value).toBe('Bach');
});

it('asks nothing of the replica while a field is known to be wrong', async () => {
  await type('title', '');
  await submit();
  expect(change).not.toHaveBeenCalled();
  expect(page.textContent).toContain('A track needs a name.');
});
