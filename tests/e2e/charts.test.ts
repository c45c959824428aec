// Charts as a person uses them: the value of a point by mouse, finger and keys, and a range that the address keeps.
import { expect, test } from 'vitest';
import { servedApp } from './served-app.ts';
import { fingersOn } from './touch.ts';

const app = servedApp();

test('the value under the mouse, under a finger and chosen by keys is said in words', async () => {
  const device = await app.open({ viewport: { width: 390, height: 844 } });
  await device.visit('/debug/pieces');
  const chart = device.page.getByRole('slider', { name: 'Minutes a day, as bars' });
  await chart.locator('canvas').waitFor();
  await chart.scrollIntoViewIfNeeded();
  const said = () => chart.getAttribute('aria-valuetext');
  const newest = await said();
  expect(newest).toMatch(/: 2 h 30 min$/);

  await chart.focus();
  await device.page.keyboard.press('ArrowLeft');
  await expect.poll(said).toMatch(/: 25 min$/);
  await device.page.keyboard.press('Home');
  await device.page.keyboard.press('ArrowRight');
  await expect.poll(said).toMatch(/: 50 min$/);
  expect(await chart.getByText(/: 50 min$/).isVisible()).toBe(true);
  await device.page.keyboard.press('Escape');
  await expect.poll(said).toBe(newest);

  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart is not on the screen');
  const middle = box.y + box.height / 2;
  await device.page.mouse.move(box.x + box.width / 2, middle);
  await expect.poll(said).not.toBe(newest);
  await device.page.mouse.move(box.x + box.width - 24, middle);
  await expect.poll(said).toBe(newest);

  // A finger reads what it is on, and the value stays when it is lifted.
  const fingers = await fingersOn(device.page);
  await fingers.drag([{ from: { x: box.x + box.width - 24, y: middle }, to: { x: box.x + box.width / 2, y: middle } }]);
  await expect.poll(said).not.toBe(newest);
});

test('the range of a chart is in the address: a reload shows the same one, and the way back leaves the page', async () => {
  const device = await app.open();
  const { page } = device;
  await device.visit('/train/exercises');
  await device.visit('/focus?by=tag');
  const range = page.getByRole('radiogroup', { name: 'Range' });
  const choose = (name: string) => range.getByText(name, { exact: true }).click();
  await choose('Month');
  await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe('month');
  await choose('Year');
  await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe('year');
  expect(new URL(page.url()).searchParams.get('by')).toBe('tag');
  await page.reload();
  await device.opened();
  expect(await range.getByRole('radio', { name: 'Year' }).isChecked()).toBe(true);
  expect(await page.getByRole('radio', { name: 'By tag' }).isChecked()).toBe(true);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Exercises' }).waitFor();
});
