// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { WhenRead } from './when-read.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function show(read: Parameters<typeof WhenRead<{ kind: 'ready'; rows: string[] }>>[0]['read']): Promise<HTMLElement> {
  const page = document.createElement('div');
  await act(async () =>
    createRoot(page).render(
      <MantineProvider>
        <WhenRead read={read} loading={<p>reading</p>}>
          {({ rows }) => <p>{rows.join()}</p>}
        </WhenRead>
      </MantineProvider>,
    ),
  );
  return page;
}

it('shows the stand-in while rows are read, and the rows once they are there', async () => {
  expect((await show({ kind: 'loading' })).textContent).toContain('reading');
  expect((await show({ kind: 'ready', rows: ['a', 'b'] })).textContent).toContain('a,b');
});

it('says a failed read in words that blame no server, and tries again on request', async () => {
  const retry = vi.fn();
  const page = await show({ kind: 'failed', message: 'no such table', retry });
  expect(page.querySelector('[role=alert]')?.textContent).toContain('no such table');
  expect(page.textContent).not.toMatch(/server/i);
  await act(async () => page.querySelector('button')?.click());
  expect(retry).toHaveBeenCalledTimes(1);
});
