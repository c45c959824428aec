// Feedback in a browser: a person offline pastes and chooses a picture of the screen, sees it in their own list, comes online, and who
// answers feedback sees it beside the text.
import { expect, test } from 'vitest';
import { findings, findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { layoutFaults, laidOut } from './layout.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
const TITLE = 'The ring stands still';

/** A PNG larger than what is sent. */
const largePicture = ({ page }: Device): Promise<Buffer> =>
  page
    .evaluate(async () => {
      const canvas = new OffscreenCanvas(3_200, 1_800);
      const context = canvas.getContext('2d');
      context?.fillRect(400, 300, 900, 700);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return [...bytes];
    })
    .then((bytes) => Buffer.from(bytes));

/** The sides of the picture that is shown. */
const shownSides = ({ page }: Device, alt: string) =>
  page.getByRole('img', { name: alt }).evaluate(async (shown) => {
    const image = shown as HTMLImageElement;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });

test('a picture attached offline is sent with the feedback, and the admin sees it', async () => {
  const admin = await app.open({ viewport: { width: 1440, height: 900 } });
  await admin.signIn('ada@example.org');
  const person = await app.open({ viewport: { width: 390, height: 844 } });
  await person.signIn('person@example.org');
  await person.visit('/feedback');
  await person.synced();
  await person.installed();
  const { page } = person;
  const buffer = await largePicture(person);

  person.goOffline();
  await page.getByRole('button', { name: 'Write feedback' }).click();
  const form = page.getByRole('dialog', { name: 'Write feedback' });
  await form.getByRole('textbox', { name: 'In one line' }).fill(TITLE);
  await form.locator('input[type=file]').setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no') });
  await form.getByText('This picture could not be read.').waitFor();
  await form.locator('input[type=file]').setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer });
  await form.getByRole('button', { name: 'Remove the picture' }).click();
  await form.getByRole('img', { name: 'The picture as it is sent' }).waitFor({ state: 'detached' });
  await page.evaluate(
    async (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'screen.png', { type: 'image/png' }));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [...buffer],
  );
  await form.getByRole('img', { name: 'The picture as it is sent' }).waitFor();
  expect(await findingsInBothThemes(person)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  const alt = `Picture sent with “${TITLE}”`;
  await page.getByRole('img', { name: alt }).waitFor();
  expect(await shownSides(person, alt)).toEqual([1_600, 900]);
  await laidOut(person);
  expect(await layoutFaults(person)).toEqual([]);
  expect(await findings(person)).toEqual([]);

  person.goOnline();
  await person.synced();
  await expect
    .poll(async () => (await app.database.pool.query('select from ops.blob_owners')).rowCount, { timeout: 60_000 })
    .toBe(1);
  await admin.visit('/admin/feedback');
  await admin.page.getByText(TITLE, { exact: true }).waitFor();
  await admin.page.getByRole('img', { name: alt }).waitFor();
  expect(await shownSides(admin, alt)).toEqual([1_600, 900]);
  await laidOut(admin);
  expect(await layoutFaults(admin)).toEqual([]);
  expect(await findingsInBothThemes(admin)).toEqual([]);
  await admin.page.getByRole('button', { name: `Show the picture of “${TITLE}” larger` }).click();
  await admin.page.getByRole('dialog', { name: alt }).getByRole('img', { name: alt }).waitFor();
  expect(await findings(admin)).toEqual([]);
  expect([...admin.noise, ...person.noise]).toEqual([]);
});
