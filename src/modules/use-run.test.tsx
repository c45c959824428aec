// @vitest-environment happy-dom
// How a page saves one command, over the real client of the replica; its worker's answers are written here.
import { MantineProvider } from '@mantine/core';
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId } from '#schema/ids.ts';
import { errorToText, type CadenceError } from '#schema/protocol/errors.ts';
import { ReplicaProvider } from '#src/replica/public.ts';
import type { Applied } from '#src/replica/api.ts';
import type { ReplicaCalls } from '#src/replica/calls.ts';
import { ReplicaClient } from '#src/replica/client.ts';
import { useRun, useSave, type Run, type Save } from './use-run.ts';

const saved: Awaited<ReturnType<ReplicaCalls['save']>> = { ok: true, value: [{ seq: 7 }] };
const save = vi.fn<ReplicaCalls['save']>();
const settled = vi.fn<ReplicaCalls['settled']>();
const client = new ReplicaClient({ save, settled } as Partial<ReplicaCalls> as ReplicaCalls);

const id = newId();
let root: Root;
let page: HTMLElement;
/** What each render was given. */
let given: { run: Run; save: Save }[];

function Tapped() {
  const hooks = { run: useRun(), save: useSave() };
  useEffect(() => void given.push(hooks));
  return null;
}

const render = () =>
  act(async () =>
    root.render(
      <MantineProvider>
        <Notifications />
        <ReplicaProvider replica={client}>
          <Tapped />
        </ReplicaProvider>
      </MantineProvider>,
    ),
  );

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  save.mockReset().mockResolvedValue(saved);
  settled.mockReset().mockResolvedValue({ kind: 'applied' });
  given = [];
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  await render();
});

afterEach(async () => {
  await act(() => {
    cleanNotifications();
    root.unmount();
  });
  page.remove();
});

const hooks = () => {
  const last = given.at(-1);
  if (!last) throw new Error('nothing was rendered');
  return last;
};
const run = () => act(() => hooks().run('inbox.delete', { id }));
const shown = () => [...document.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent).join();
const notFound: CadenceError = { code: 'not_found' };

it('run saves the command that was named, and is true only once the rows have it', async () => {
  let apply: (outcome: Applied) => void = () => undefined;
  settled.mockReturnValueOnce(new Promise((resolve) => (apply = resolve)));
  const ended = vi.fn();
  const running = hooks().run('inbox.delete', { id }).then(ended);
  await vi.waitFor(() => expect(settled.mock.calls).toEqual([[7]]));
  expect(ended).not.toHaveBeenCalled();
  apply({ kind: 'applied' });
  await running;
  expect(ended.mock.calls).toEqual([[true]]);
  expect(save.mock.calls).toMatchObject([[[{ name: 'inbox.delete', args: { id } }]]]);
  expect(shown()).toBe('');
});

it('run says why a command could not be saved, and is false', async () => {
  save.mockResolvedValueOnce({ ok: false, error: { code: 'storage_full' } });
  expect(await run()).toBe(false);
  expect(shown()).toContain(errorToText({ code: 'storage_full' }));
});

it('run says why a command was refused here, and is false', async () => {
  settled.mockResolvedValueOnce({ kind: 'rejected', error: notFound });
  expect(await run()).toBe(false);
  expect(shown()).toContain(errorToText(notFound));
});

it('save gives a form the faults of each argument and leaves the words to the form', async () => {
  const error: CadenceError = { code: 'invalid_arguments', detail: 'title: too long' };
  save.mockResolvedValueOnce({ ok: false, error, faults: { title: 'At most 200 characters.' } });
  const outcome = await act(() => hooks().save('inbox.edit', { id, title: 'x'.repeat(201) }));
  expect(outcome).toEqual({ ok: false, error, faults: { title: 'At most 200 characters.' } });
  expect(shown()).toBe('');
});

it('save is done once the rows have the command', async () => {
  expect(await act(() => hooks().save('inbox.edit', { id, title: 'Other' }))).toEqual({ ok: true });
  expect(save.mock.calls).toMatchObject([[[{ name: 'inbox.edit', args: { id, title: 'Other' } }]]]);
});

it('gives the same functions at every render, so that an effect that runs a command does not start again', async () => {
  await render();
  expect(given.length).toBeGreaterThan(1);
  expect(new Set(given.map((one) => one.run)).size).toBe(1);
  expect(new Set(given.map((one) => one.save)).size).toBe(1);
});
