// @vitest-environment happy-dom
// What was typed and not saved is there again when its field is, until it is saved or the person signs out.
import { MantineProvider, TextInput } from '@mantine/core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCommandForm } from './command-form.ts';
import { CommittedNumber } from './committed-number.tsx';
import { dropAllDrafts, readDraft, useDraft } from './drafts.ts';
import { QuickAdd } from './quick-add.tsx';
import type { SaveOutcome } from './save-outcome.ts';

const create = vi.fn((_args: { title: string }): Promise<SaveOutcome> => Promise.resolve({ ok: true }));
const onCommit = vi.fn();

function Line() {
  const draft = useDraft('line');
  return <input value={draft.text ?? ''} onChange={(event) => draft.set(event.currentTarget.value)} />;
}

/** What its button settles was sent before. */
function Note() {
  const draft = useDraft('note');
  return (
    <>
      <input value={draft.text ?? ''} onChange={(event) => draft.set(event.currentTarget.value)} />
      <button onClick={() => draft.settle('slow')}>Saved</button>
    </>
  );
}

/** Adds are answered by the test. */
let answers: ((isSaved: boolean) => void)[] = [];
const onAdd = vi.fn((_text: string) => new Promise<boolean>((resolve) => answers.push(resolve)));
const Adding = () => <QuickAdd label="Line" button="Add" draftKey="add" onAdd={onAdd} />;

function Form() {
  const form = useCommandForm({
    initialValues: { title: '' },
    toArgs: ({ title }) => ({ title }),
    save: { create },
    draftKey: 'form',
    onDone: () => undefined,
  });
  return (
    <form onSubmit={form.submit}>
      <TextInput {...form.fields.getInputProps('title')} />
    </form>
  );
}

let root: Root;
let page: HTMLElement;

const open = (content: React.ReactNode) =>
  act(async () => {
    root = createRoot(page);
    root.render(<MantineProvider>{content}</MantineProvider>);
  });
const close = () => act(() => root.unmount());
const field = () => page.querySelector('input') as HTMLInputElement;

/** Goes past React's own setter, so that the value is seen as typed. */
const type = (text: string) =>
  act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });

const submit = () =>
  act(async () => void page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));

beforeEach(() => {
  answers = [];
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.clearAllMocks();
  localStorage.clear();
  page = document.body.appendChild(document.createElement('div'));
});

afterEach(async () => {
  await close();
  page.remove();
});

test('a line that was left is there again, and is gone once it was emptied', async () => {
  await open(<Line />);
  await type('Call the luthier');
  await close();
  await open(<Line />);
  expect(field().value).toBe('Call the luthier');
  await type('');
  expect(readDraft('line')).toBeNull();
});

test('a form that was closed opens with its text, sends it, and opens empty afterwards', async () => {
  await open(<Form />);
  await type('Buy strings');
  await close();
  await open(<Form />);
  expect(field().value).toBe('Buy strings');
  await submit();
  expect(create.mock.calls).toEqual([[{ title: 'Buy strings' }]]);
  await close();
  await open(<Form />);
  expect(field().value).toBe('');
});

test('what is typed while a line is being added stays', async () => {
  await open(<Adding />);
  await type('Write');
  await submit();
  expect(field().value).toBe('');
  await type('Record');
  await act(async () => answers[0]?.(true));
  expect(field().value).toBe('Record');
  expect(readDraft('add')).toBe('Record');
  expect(onAdd.mock.calls).toEqual([['Write']]);
});

test('a refused line comes back, in front of what was typed since', async () => {
  await open(<Adding />);
  await type('Write');
  await submit();
  await type('Record');
  await act(async () => answers[0]?.(false));
  expect(field().value).toBe('Write Record');
});

test('a note that was changed while it was being saved is not forgotten', async () => {
  await open(<Note />);
  const settle = () => act(async () => page.querySelector('button')?.click());
  await type('slow, with a pause');
  await settle();
  expect(readDraft('note')).toBe('slow, with a pause');
  await type('slow');
  await settle();
  expect(readDraft('note')).toBeNull();
});

test('a stored draft of another shape is not shown', async () => {
  localStorage.setItem('cadence.draft.form', JSON.stringify({ title: ['a list'] }));
  await open(<Form />);
  expect(field().value).toBe('');
});

test('signing out drops every draft and nothing else', async () => {
  await open(<Line />);
  await type('Mine');
  localStorage.setItem('cadence.settings', '{}');
  dropAllDrafts();
  expect(readDraft('line')).toBeNull();
  expect(localStorage.getItem('cadence.settings')).toBe('{}');
});

test('a goal of 99999 minutes stays in its field with the range, and is not saved as another number', async () => {
  await open(<CommittedNumber label="Goal" value={120} min={0} max={960} suffix=" min" onCommit={onCommit} />);
  await type('99999');
  await act(async () => field().dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(onCommit).not.toHaveBeenCalled();
  expect(field().value).toBe('99999 min');
  expect(page.textContent).toContain('Enter 0 to 960 min.');
  await type('90');
  await act(async () => field().dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(onCommit.mock.calls).toEqual([[90]]);
});
