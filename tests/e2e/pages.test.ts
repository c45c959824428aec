// Every page is laid out right at four widths and with text at 200 %: nothing is wider than the screen, cut, covered or
// overlapping; and axe finds no violation on it, on a phone in both themes and on a desktop in dark. The pages show weeks of rows, with the
// longest names that people give.
import { beforeAll, expect, test } from 'vitest';
import { contentId } from '#schema/ids.ts';
import { modules } from '#src/app/modules.ts';
import { goWithin } from './actions.ts';
import { findings, findingsInBothThemes, inTheme, settled } from './axe.ts';
import type { Device } from './device.ts';
import { laidOut, layoutFaults } from './layout.ts';
import { begun, lastWeeks, longIds, longRows, SQUAT, type DatedCommand } from './long-rows.ts';
import { servedApp } from './served-app.ts';

interface View {
  width: number;
  height: number;
  /** The size of the root's font. */
  text?: string;
  theme?: 'light' | 'dark';
  axe?(device: Device): Promise<string[]>;
}

const PHONE: View = { width: 390, height: 844, axe: findingsInBothThemes };
const VIEWS: readonly View[] = [
  { width: 320, height: 640 },
  PHONE,
  { width: 768, height: 1024 },
  { width: 1440, height: 900, theme: 'dark', axe: (shown) => findings(shown) },
  { width: 390, height: 844, text: '200%' },
];

const shownPaths = modules.flatMap(({ routes }) => routes.map(({ options }) => (options as { path?: string }).path ?? ''));
const PAGES = [
  ...shownPaths.filter((path) => !path.includes('$')),
  ...modules.flatMap((module) => ('examplePaths' in module ? module.examplePaths : [])),
  '/no-such-page',
  `/train/session/${longIds.workout}`,
  `/train/history/${longIds.session}`,
  `/train/exercises/${SQUAT}`,
  `/habits/${longIds.habit}`,
  `/goals/${longIds.goal}`,
  `/library/books/${longIds.book}`,
  `/library/notes/${longIds.note}`,
  `/library/notes/${longIds.link}`,
  `/studio/track/${longIds.track}`,
  '/studio/learn/lesson/decibels',
  `/admin/content/lessons/${contentId('learn_lesson', 'decibels')}`,
];

/** Pages that look otherwise while nothing runs. */
const IDLE_PAGES = ['/', '/focus', '/train'];

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open({ viewport: { width: 390, height: 844 }, colorScheme: 'light' });
  await device.visit('/');
  const now = new Date();
  await give([...lastWeeks(now), ...longRows(now)]);
});

async function give(commands: unknown[]): Promise<void> {
  const refused = await device.page.evaluate(async (given) => {
    const receipts = await globalThis.cadence.dispatchAll(given as DatedCommand[]);
    const outcomes = await Promise.all(receipts.map(({ applied }) => applied));
    return outcomes.filter(({ kind }) => kind === 'rejected').map((outcome) => JSON.stringify(outcome));
  }, commands);
  expect(refused).toEqual([]);
}

async function showAt({ width, height, text = '', theme = 'light' }: View): Promise<void> {
  await device.page.setViewportSize({ width, height });
  await inTheme(device, theme);
  await device.page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), text);
  await laidOut(device);
}

async function faultsOf(path: string): Promise<Record<string, string[]>> {
  await goWithin(device.page, path);
  await settled(device);
  const found: Record<string, string[]> = {};
  for (const view of VIEWS) {
    await showAt(view);
    const here = await layoutFaults(device);
    here.push(...((await view.axe?.(device)) ?? []));
    if (here.length > 0) found[`${view.width} ${view.text ?? ''}`.trim()] = here;
  }
  return found;
}

test.each(IDLE_PAGES)('%s is right while nothing runs', async (path) => {
  expect(await faultsOf(path)).toEqual({});
});

test('the start of a countdown stands above the bar of a phone', async () => {
  const { page } = device;
  await goWithin(device.page, '/focus');
  await page.getByRole('radio', { name: 'Countdown' }).press('Space');
  await page.getByRole('radiogroup', { name: 'Length' }).waitFor();
  expect(await faultsOf('/focus')).toEqual({});
  await showAt(PHONE);
  const start = await page.getByRole('button', { name: 'Start focus' }).boundingBox();
  const bar = await page.getByRole('navigation', { name: 'Places' }).boundingBox();
  expect((start?.y ?? 0) + (start?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
});

test('every kind of fault is found where it is planted', async () => {
  const { page } = device;
  await goWithin(device.page, '/no-such-page');
  await showAt(PHONE);
  expect(await layoutFaults(device)).toEqual([]);
  await page.evaluate(() => {
    const field = document.createElement('div');
    field.id = 'planted';
    document.querySelector('main')?.append(field);
    const plant = (tag: string, look: string, text: string) => {
      const element = Object.assign(document.createElement(tag), { textContent: text });
      element.style.cssText = look;
      field.append(element);
      return element;
    };
    plant('div', 'width: 600px', 'wide');
    plant('p', 'width: 40px; overflow: hidden; white-space: nowrap', 'These words are cut');
    plant('p', 'width: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis', 'These words are shortened');
    plant('button', 'width: 20px; padding: 0; white-space: nowrap', 'These words stand out');
    plant('p', 'line-height: 4px', 'These lines are too near');
    plant('button', 'display: block; width: 100px; height: 60px', 'Below');
    plant('button', 'display: block; position: relative; top: -50px; width: 100px; height: 60px', 'Above');
    plant('button', 'position: fixed; left: -30px', 'Out');
    plant('div', 'width: 60px; height: 60px; white-space: nowrap', 'Longer than its ring').dataset['ring'] = '';
  });
  const found = (await layoutFaults(device)).join('\n');
  await page.evaluate(() => document.getElementById('planted')?.remove());
  for (const fault of [
    /the page is \d+ px too wide/,
    /cut text “These words are cut”/,
    /cut text “These words are shortened”/,
    /“These words stand out” stands out of/,
    /lines overlap in .*“These lines are too near”/,
    /covered: .*“Below” by .*“Above”/,
    /overlapping: .*“Below” and .*“Above”/,
    /beyond the edge: .*“Out”/,
    /“Longer than its ring” touches its ring/,
  ]) {
    expect(found).toMatch(fault);
  }
});

test('a timer and a workout begin', async () => {
  await give(begun(new Date()));
  // A rest begins with a question, which would stand over the pages.
  await goWithin(device.page, `/train/session/${longIds.workout}`);
  await device.page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await device.page.getByRole('alert').waitFor({ state: 'detached' });
});

test.each(PAGES)('%s is right', async (path) => {
  expect(await faultsOf(path)).toEqual({});
});

test('every page below another one leads back to it', async () => {
  await goWithin(device.page, `/goals/${longIds.goal}`);
  await device.page.getByRole('link', { name: 'Back to Goals' }).click();
  await device.page.getByRole('heading', { level: 1, name: 'Goals' }).waitFor();
});

test('no page logged an error', () => {
  expect(device.noise).toEqual([]);
});
