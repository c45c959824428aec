// A week planned on a phone without a network: typed words, a template, an event moved by keyboard and by finger, a series changed from one
// date on. The desktop has the same afterwards. Axe finds nothing in the calendar.
import { beforeAll, expect, test } from 'vitest';
import { addDays } from '#schema/day.ts';
import { findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';
import { fingersOn } from './touch.ts';

const app = servedApp();
const EMAIL = 'ada@example.org';
const DAY = addDays(new Date().toISOString().slice(0, 10), 2);
/** In the same week, so that both are on the screen of a phone. */
const NEAR = addDays(DAY, new Date(`${DAY}T00:00:00Z`).getUTCDay() === 0 ? -1 : 1);
let phone: Device;
let desktop: Device;

beforeAll(async () => {
  [phone, desktop] = await Promise.all([
    app.open({ viewport: { width: 390, height: 844 } }),
    app.open({ viewport: { width: 1440, height: 900 } }),
  ]);
  for (const device of [phone, desktop]) {
    await device.signIn(EMAIL);
    await device.synced();
  }
  await phone.installed();
});

const events = (device: Device) =>
  device.rows<{ title: string; start_time: Date; recurrence_rule: string | null }>(
    'select id, title, start_time, end_time, recurrence_rule, parent_event_id, status from calendar_events order by id',
  );
const titled = async (device: Device, title: string) => (await events(device)).filter((event) => event.title === title);

async function type(words: string): Promise<void> {
  const field = phone.page.getByRole('textbox', { name: 'Add an event in words' });
  await field.fill(words);
  await phone.page.getByText('Reads as').waitFor();
  await phone.page.getByRole('button', { name: 'Add', exact: true }).click();
}

test('typed words make events, one of them moves by keyboard, and a series changes from one date on', async () => {
  phone.goOffline();
  const { page } = phone;
  await phone.visit(`/plan?view=day&day=${DAY}`);
  await type(`Dentist ${DAY} 10:00 for 1h`);
  const dentist = page.getByRole('button', { name: /Dentist,/ });
  await dentist.press('Alt+ArrowDown');
  await page.getByText('Moved').first().waitFor();
  await expect.poll(async () => (await titled(phone, 'Dentist'))[0]?.start_time.toISOString().slice(14, 16)).toBe('15');

  await type(`Standup ${DAY} 9:00 for 15m daily`);
  await page.getByRole('button', { name: 'Next day' }).click();
  await page.getByRole('button', { name: /Standup,/ }).press('Alt+ArrowDown');
  await page.getByRole('dialog').getByRole('button', { name: 'This and the following' }).click();
  await expect.poll(() => titled(phone, 'Standup')).toHaveLength(2);
  const [first, rest] = (await titled(phone, 'Standup')).toSorted((a, b) => a.start_time.getTime() - b.start_time.getTime());
  expect(first?.recurrence_rule).toContain('UNTIL');
  expect(rest?.start_time.toISOString().slice(14, 16)).toBe('15');
  expect(await findingsInBothThemes(phone)).toEqual([]);
});

test('a held finger moves an event to another day of the month', async () => {
  const { page } = phone;
  await phone.visit(`/plan?view=month&day=${DAY}`);
  const chip = page.getByRole('button', { name: /Dentist,/ });
  await chip.scrollIntoViewIfNeeded();
  const [from, day] = [await chip.boundingBox(), await page.locator(`[data-day="${NEAR}"]`).boundingBox()];
  const fingers = await fingersOn(page);
  const center = (box: typeof from) => ({ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 });
  await fingers.drag([{ from: center(from), to: center(day) }], 500);
  await expect.poll(async () => (await titled(phone, 'Dentist'))[0]?.start_time.toISOString().slice(0, 10)).toBe(NEAR);
});

test('a ready-made week is used, and the desktop has all of it when the phone is back', async () => {
  const { page } = phone;
  await phone.visit('/plan/templates');
  await page.getByRole('button', { name: 'Use Balanced week' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Use' }).click();
  await expect.poll(() => titled(phone, 'Focus block')).toHaveLength(2);
  phone.goOnline();
  await phone.synced();
  await expect.poll(() => events(desktop), { timeout: 20_000 }).toEqual(await events(phone));
  await desktop.visit(`/plan?view=week&day=${DAY}`);
  await desktop.page.getByRole('button', { name: /Dentist,/ }).waitFor();
});
