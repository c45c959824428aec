// Learn as a person uses it: a lesson is read and its quiz answered, the mistake comes back as a card and is reviewed by keyboard.
import { beforeAll, expect, test } from 'vitest';
import { decibels } from '#schema/learn/content/lessons/loudness/decibels.ts';
import { rightAnswer, type Question } from '#schema/learn/rules/quiz.ts';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
let device: Device;

beforeAll(async () => {
  device = await app.open();
});

const fieldOf = (question: Question) => device.page.getByRole('group', { name: question.ask });

async function answer(question: Question, places: readonly number[]): Promise<void> {
  const field = fieldOf(question);
  if (question.kind === 'number') await field.getByLabel('Your answer').fill(String(places[0]));
  if (question.kind !== 'single' && question.kind !== 'multiple') return;
  for (const place of places) await field.getByLabel(question.choices[place]?.text ?? '', { exact: true }).check();
}

test('the list shows six topics, and the first lesson to begin with', async () => {
  await device.visit('/studio/learn');
  const { page } = device;
  await page.getByRole('heading', { name: 'Loudness and dynamics' }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(6);
  expect(await findings(device)).toEqual([]);
});

test('a quiz with one mistake finishes the lesson, explains every choice and makes a card', async () => {
  const { page } = device;
  await page.getByRole('link', { name: decibels.title }).click();
  await page.getByRole('heading', { name: decibels.title, level: 1 }).waitFor();
  expect(await page.getByRole('button', { name: 'Play: 6 dB lower' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Check answers' }).click();
  await page.getByText('5 questions are not answered yet.').waitFor();
  const [wrong, ...others] = decibels.quiz;
  if (!wrong) throw new Error('the lesson has no quiz');
  await answer(wrong, [20]);
  for (const question of others) await answer(question, rightAnswer(question));
  await page.getByRole('button', { name: 'Check answers' }).click();
  await page.getByText('4 of 5 correct. The lesson is finished.').waitFor();
  await page.getByText('One mistake became a card and comes back tomorrow.').waitFor();
  await page
    .getByText(wrong.kind === 'number' ? wrong.why : '')
    .first()
    .waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);

  await device.visit('/studio/learn');
  await page.getByText('1 of 2 finished').or(page.getByText('1 of 6 finished')).waitFor();
});

test('the card is not due today; tomorrow’s can be reviewed now, by keyboard, and a rating taken back', async () => {
  const { page } = device;
  await device.visit('/');
  await page.getByText('No cards due today').waitFor();
  await device.visit('/studio/learn/review');
  await page.getByText('Nothing left for today').waitFor();
  expect(await findings(device)).toEqual([]);
  await page.getByRole('button', { name: 'Review 1 card due tomorrow' }).click();
  await page.getByText(decibels.quiz[0]?.ask ?? '').waitFor();
  await page.locator('body').press('Space');
  await page.getByRole('group', { name: 'How well did you know it?' }).waitFor();
  expect(await findings(device)).toEqual([]);
  await page.locator('body').press('4');
  await page.getByText('You reviewed 1 card.').waitFor();
  await page.locator('body').press('u');
  await page.getByRole('button', { name: 'Show answer' }).waitFor();
  await page.locator('body').press('Space');
  await page.locator('body').press('4');
  await page.getByText('You reviewed 1 card.').waitFor();
});

test('the statistics count the review that stands', async () => {
  const { page } = device;
  await device.visit('/studio/learn/statistics');
  await page.getByText('There are not enough reviews yet.', { exact: false }).waitFor();
  const known = page.locator('dl > div').filter({ hasText: 'Known' });
  await known.getByText('1', { exact: true }).waitFor();
  await settled(device);
  expect(await findings(device)).toEqual([]);
});

test('the star of the lesson leads back to it', async () => {
  const { page } = device;
  await device.visit('/profile');
  await page.getByRole('button', { name: /^Learning/ }).click();
  await page.getByRole('list', { name: 'Evidence' }).getByRole('button', { name: decibels.title }).click();
  await page.getByRole('heading', { name: decibels.title, level: 1 }).waitFor();
});

test('no page complained', () => {
  expect(device.noise).toEqual([]);
});
