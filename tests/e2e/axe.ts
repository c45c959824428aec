// Axe on a page as it is.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Device } from './device.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is, each finding with where it is. */
export async function findings(device: Device): Promise<string[]> {
  // By evaluate, not by a script element: the content policy would refuse one.
  await device.page.evaluate(await axeSource);
  return device.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    );
  });
}

/** Until the page has its content: no skeleton and nothing in motion, which axe would measure half-faded. */
export async function settled(device: Device): Promise<void> {
  await device.page.getByRole('heading', { level: 1 }).first().waitFor();
  await device.page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
  await device.page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  });
}

/** What axe finds in either theme; empty when it finds nothing. */
export async function findingsInBothThemes(device: Device): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await device.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(device);
    found.push(...(await findings(device)).map((finding) => `${colorScheme}: ${finding}`));
  }
  await device.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}
