// Runs axe on the current page.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Device } from './device.ts';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** By name, because their category has rules of level AAA, too. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * The violations on the current page, each with its element. A second theme changes nothing but colours. What is found while rows still
 * arrive and fade in is measured again.
 */
export async function findings(device: Device, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // With evaluate, because the content security policy refuses a script element.
  await device.page.evaluate(await axeSource);
  const found = await violations(device, rules);
  if (found.length === 0) return found;
  await settled(device);
  return violations(device, rules);
}

async function violations(device: Device, rules: 'all' | 'colours'): Promise<string[]> {
  const options = {
    resultTypes: ['violations'],
    ...(rules === 'colours' && { runOnly: { type: 'rule', values: COLOUR_RULES } }),
  };
  return device.page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations } = await axe.run(given);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, failureSummary }) => `${id} ${target.join(' ')} ${html.slice(0, 200)} ${failureSummary}`),
    );
  }, options);
}

/** Resolves when the page has its content, without skeletons and animations, which axe would measure half-faded. */
export async function settled(device: Device): Promise<void> {
  await device.page.getByRole('heading', { level: 1 }).first().waitFor();
  await device.page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
  await device.page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
  });
}

/** For an app that follows the system's theme. Without motion: axe would measure the colours of what is still fading. */
export async function inTheme({ page }: Device, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.waitForFunction((name) => document.documentElement.dataset['mantineColorScheme'] === name, theme);
}

/** The violations in both themes; empty when there are none. */
export async function findingsInBothThemes(device: Device): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await inTheme(device, colorScheme);
    await settled(device);
    found.push(
      ...(await findings(device, colorScheme === 'light' ? 'all' : 'colours')).map((finding) => `${colorScheme}: ${finding}`),
    );
  }
  await device.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}
