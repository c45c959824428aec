// Practice without a network, on a phone: a drill and a listening session on an own track. The mistakes are due tomorrow on the desktop.
import { beforeAll, expect, test } from 'vitest';
import { dropFiles, pulse, wav } from './audio-files.ts';
import { findings, settled } from './axe.ts';
import type { Device } from './device.ts';
import { servedApp } from './served-app.ts';

const EMAIL = 'ears@example.org';
const QUESTIONS = 10;

const app = servedApp();
let phone: Device;
let desktop: Device;

beforeAll(async () => {
  phone = await app.open({ viewport: { width: 390, height: 844 } });
  desktop = await app.open({ viewport: { width: 1440, height: 900 } });
});

/** The cards of mistakes, as a device has them. */
const cards = (device: Device) =>
  device.rows<{ source_kind: string; item: string }>('select source_kind, item from review_cards order by source_kind, item');

test('a drill is practised by touch without a network, and its score follows from the answers', async () => {
  const { page } = phone;
  await phone.visit('/studio');
  await phone.signIn(EMAIL);
  await phone.synced();
  await phone.visit('/studio');
  await dropFiles(phone, [wav('Own song', pulse(120, 220, 0.3, 15))]);
  await expect
    .poll(() => phone.rows("select name from reference_tracks where status = 'ready'"), { timeout: 30_000 })
    .toEqual([{ name: 'Own song' }]);
  await phone.visit('/studio/learn/drill/level-difference');
  await page.getByText(String(QUESTIONS), { exact: true }).click();
  await page.getByRole('button', { name: `Start ${QUESTIONS} questions` }).waitFor();
  await phone.installed();
  phone.goOffline();
  await page.getByRole('button', { name: `Start ${QUESTIONS} questions` }).click();
  for (let question = 1; question <= QUESTIONS; question += 1) {
    const card = page.getByRole('region', { name: `Question ${question} of ${QUESTIONS}` });
    // The same answer each time is right about half of the time.
    await card.getByRole('button', { name: 'The first', exact: true }).click();
    if (question === 1) {
      await settled(phone);
      expect(await findings(phone)).toEqual([]);
    }
    await card.getByRole('button', { name: question === QUESTIONS ? 'See the result' : 'Next question' }).click();
  }
  const [session] = await phone.rows<{ right_count: number; trial_count: number; mistakes: number }>(
    `select right_count, trial_count, (select count(*)::int from review_cards) as mistakes from drill_sessions`,
  );
  expect(session?.trial_count).toBe(QUESTIONS);
  await page.getByText(`${session?.right_count} of ${QUESTIONS} correct`).first().waitFor();
  expect(session?.mistakes).toBeGreaterThan(0);
});

test('a drill on a region of an own track asks with that sound', async () => {
  const { page } = phone;
  await page.getByRole('button', { name: 'New session' }).click();
  await page.getByLabel('Sound', { exact: true }).selectOption('Own song');
  await page.getByLabel('From second').fill('4');
  await page.getByRole('button', { name: /^Start \d+ questions$/ }).click();
  const first = page.getByRole('region', { name: /^Question 1 of/ });
  await first.getByRole('button', { name: 'The second', exact: true }).click();
  await page.getByRole('button', { name: 'End here' }).click();
  await expect
    .poll(() => phone.rows('select region_start_ms from drill_sessions where track_id is not null'))
    .toEqual([{ region_start_ms: 4_000 }]);
});

test('a listening session asks prompt after prompt; answers and marks stand on the track', async () => {
  const { page } = phone;
  await phone.visit('/studio/listening');
  await page.getByRole('button', { name: 'Begin: Quick check' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Begin', exact: true }).click();
  const note = page.getByLabel('What you hear');
  await note.fill('The pulse hides the tone.');
  await page.getByRole('button', { name: 'Mark this moment' }).click();
  await page.getByLabel('What is here').fill('Loudest');
  await settled(phone);
  expect(await findings(phone)).toEqual([]);
  await page.getByRole('button', { name: 'Save answer' }).click();
  await page.getByText('What the analysis measured').waitFor();
  await page.getByRole('button', { name: 'Ask me again' }).click();
  await page.getByText('This prompt comes back as a card tomorrow.').waitFor();
  await settled(phone);
  expect(await findings(phone)).toEqual([]);
  await page.getByRole('button', { name: 'Next prompt' }).click();
  const skip = page.getByRole('button', { name: 'Skip' });
  const finish = page.getByRole('button', { name: 'Finish' });
  await skip.or(finish).first().waitFor();
  while ((await skip.count()) > 0) await skip.click();
  await finish.click();
  await page.getByText('You answered 1 prompt.').waitFor();
  await page.getByRole('link', { name: 'Open the track with its marks' }).click();
  await page.getByRole('heading', { level: 1, name: 'Own song' }).waitFor();
  await expect
    .poll(() => phone.rows('select title, content from track_annotations'))
    .toMatchObject([{ content: 'Loudest\nThe pulse hides the tone.' }]);
});

test('labels of another program become sections of the track, and the same file again adds nothing', async () => {
  const { page } = phone;
  const labels = {
    name: 'labels.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('0.5\t0.5\tIntro\n6\t9\tChorus\n900\t900\tLate\n'),
  };
  const bring = async () => {
    await page.getByRole('button', { name: 'More actions for this track' }).click();
    await page.getByRole('menuitem', { name: 'Bring in markers' }).click();
    await page.getByRole('dialog').locator('xpath=..').locator('input[type=file]').first().setInputFiles(labels);
  };
  await bring();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('One lies after the end of the track and is left out.').waitFor();
  await dialog.getByText('Sections', { exact: true }).click();
  await settled(phone);
  expect(await findings(phone)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add 2' }).click();
  await page.getByText('2 marks were added.').waitFor();
  expect(
    await phone.rows('select name, section_type, start_time_ms, end_time_ms from track_regions order by start_time_ms'),
  ).toEqual([
    { name: 'Intro', section_type: 'intro', start_time_ms: 500, end_time_ms: 6000 },
    { name: 'Chorus', section_type: 'chorus', start_time_ms: 6000, end_time_ms: 9000 },
  ]);
  await bring();
  await dialog.getByText('2 are on the track already and are not added again.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('back in the network the desktop has the same cards for tomorrow', async () => {
  const before = await cards(phone);
  expect(before.map(({ source_kind }) => source_kind)).toContain('listening');
  phone.goOnline();
  await phone.synced();
  await desktop.signIn(EMAIL);
  await desktop.synced();
  await expect.poll(() => cards(desktop)).toEqual(before);
  const { page } = desktop;
  await desktop.visit('/studio/learn/review');
  const due = before.length === 1 ? 'Review 1 card due tomorrow' : `Review ${before.length} cards due tomorrow`;
  await page.getByRole('button', { name: due }).waitFor();
});

test('no page complained', () => {
  expect([...phone.noise, ...desktop.noise]).toEqual([]);
});
