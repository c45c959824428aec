// @vitest-environment happy-dom
// What is said before installing: on iOS the installed app has a storage of its own, so a person must know that it starts empty.
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { useInstall, watchInstallOffers } from '../install.ts';
import { strings } from '../strings.ts';
import { InstallSection } from './device-sections.tsx';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36';

afterEach(() => vi.unstubAllGlobals());

async function saidOn(device: { userAgent: string; maxTouchPoints?: number; standalone?: boolean }): Promise<string> {
  vi.stubGlobal('navigator', { maxTouchPoints: 0, ...device });
  useInstall.setState({ kind: 'by-hand', system: 'other' }, true);
  watchInstallOffers();
  const page = document.createElement('div');
  await act(async () =>
    createRoot(page).render(
      <MantineProvider>
        <InstallSection />
      </MantineProvider>,
    ),
  );
  return page.textContent;
}

test('an iPhone and an iPad are told that the installed app starts empty, before they are told how to install', async () => {
  for (const device of [
    { userAgent: IPHONE, maxTouchPoints: 5 },
    { userAgent: MAC, maxTouchPoints: 5 },
  ]) {
    const said = await saidOn(device);
    expect(said).toContain(strings.install.iosEmpty);
    expect(said.indexOf(strings.install.iosEmpty)).toBeLessThan(said.indexOf(strings.install.ios));
  }
});

test('other devices, and the installed app itself, are not', async () => {
  for (const device of [{ userAgent: MAC }, { userAgent: ANDROID, maxTouchPoints: 5 }, { userAgent: IPHONE, standalone: true }])
    expect(await saidOn(device)).not.toContain(strings.install.iosEmpty);
});
