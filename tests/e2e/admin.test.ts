// The administration and leaving in a browser: the place shows to an admin and to nobody else, a waiting person is let in, a role is
// given, the log tells of it, the pages say that they need the network, a changed quest reaches everybody, and an archive is saved without
// the network.
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ArchiveIndex } from '#schema/leaving/archive.ts';
import { moveUp } from './actions.ts';
import { findings, findingsInBothThemes } from './axe.ts';
import type { Device } from './device.ts';
import { layoutFaults, laidOut } from './layout.ts';
import { servedApp } from './served-app.ts';

const app = servedApp();
const ADMIN = 'ada@example.org';
const GUEST = 'guest@example.org';
const PHONE = { width: 390, height: 844 };

const query = <Row extends object>(sql: string, values: unknown[] = []) => app.database.pool.query<Row>(sql, values);
const placeOf = ({ page }: Device) =>
  page.getByRole('navigation', { name: 'More' }).getByRole('link', { name: 'Administration' });

async function searchFor({ page }: Device, typed: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog', { name: 'Search' }).waitFor();
  await page.keyboard.type(typed);
}

async function wellMade(device: Device): Promise<void> {
  await laidOut(device);
  expect(await layoutFaults(device)).toEqual([]);
  expect(await findingsInBothThemes(device)).toEqual([]);
}

test('an admin lets somebody in, gives a role and reads of it; everybody takes their data along', async () => {
  const admin = await app.open({ viewport: { width: 1440, height: 900 } });
  await admin.signIn(ADMIN);
  await admin.synced();
  const { page } = admin;
  await placeOf(admin).click();
  await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();

  await query(`insert into users (id, email, approved) select gen_random_uuid(), $1, false`, [GUEST]);
  await page.getByRole('link', { name: 'Approvals' }).click();
  await page.getByText(GUEST).waitFor();
  await wellMade(admin);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Nobody waits' }).waitFor();

  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search people' }).fill('guest');
  await page.getByText('One person', { exact: true }).waitFor();
  await page.getByRole('button', { name: `More for ${GUEST}` }).click();
  await page.getByRole('menuitem', { name: 'Roles' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('moderator');
  await dialog.getByRole('button', { name: 'Give role' }).click();
  await dialog.getByRole('button', { name: 'Take away moderator' }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await wellMade(admin);

  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('heading', { name: 'moderator' }).waitFor();
  await wellMade(admin);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('combobox', { name: 'What' }).selectOption('administration');
  await page.getByText(`${ADMIN} on ${GUEST}`).first().waitFor();
  await wellMade(admin);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as CSV' }).click()]);
  expect(await readFile(await file.path(), 'utf8')).toContain('role_granted');

  await page.getByRole('link', { name: 'Server', exact: true }).click();
  await page.getByRole('heading', { name: 'Changes to devices' }).waitFor();
  await page.getByRole('heading', { name: 'Slow queries' }).waitFor();
  const readAgain = page.waitForResponse((answer) => answer.url().endsWith('/v1/admin/health'));
  await wellMade(admin);
  await readAgain;
  await page.setViewportSize(PHONE);
  await laidOut(admin);
  expect(await layoutFaults(admin)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  await searchFor(admin, 'administration');
  const found = page.getByRole('dialog', { name: 'Search' });
  await found.getByText('Administration: Roles').click();
  await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor();

  admin.goOffline();
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('heading', { name: 'These pages need the network' }).waitFor();
  expect(await placeOf(admin).isVisible()).toBe(true);
  admin.goOnline();
});

test('an admin changes a quest, adds one and changes an introduction, and another person has it all at once', async () => {
  const title = 'Focus, as the server renamed it';
  const { rows } = await query<{ id: string; title: string }>(
    `select id, title from universal_quests where type = 'weekly' and is_active order by sort_order limit 1`,
  );
  const [quest] = rows;
  if (!quest) throw new Error('no quest is shipped');
  const admin = await app.open({ viewport: { width: 1440, height: 900 } });
  await admin.signIn(ADMIN);
  const person = await app.open({ viewport: PHONE });
  await person.signIn('reader@example.org');
  await person.visit('/quests');
  await person.page.getByText(quest.title, { exact: true }).waitFor();
  await admin.visit('/admin/content');
  const { page } = admin;
  await page.getByRole('searchbox', { name: 'Search titles' }).fill(quest.title);
  await page.getByText('One entry', { exact: true }).waitFor();
  await page.getByRole('link', { name: quest.title, exact: true }).click();
  await page.getByRole('textbox', { name: 'XP' }).fill('999');
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A whole number from 1 to 200.').waitFor();
  await page.getByRole('textbox', { name: 'XP' }).fill('60');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await person.page.getByText(title, { exact: true }).waitFor();

  await page.getByText('What was there before', { exact: true }).click();
  expect(await findings(admin)).toEqual([]);
  await page.getByRole('button', { name: 'Take the shipped text' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take the shipped text' }).click();
  await page.getByRole('heading', { name: quest.title, level: 1 }).waitFor();
  await person.page.getByText(quest.title, { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Back to Content' }).click();
  await page.getByRole('link', { name: 'New quest' }).click();
  await wellMade(admin);
  await page.getByRole('combobox', { name: 'Repeats' }).selectOption('weekly');
  await page.getByText('Reading', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Read or focus three times');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('This cannot be empty.').waitFor();
  await page.getByRole('textbox', { name: 'Description' }).fill('Three sessions of either, in a week.');
  await page.getByRole('textbox', { name: 'Goal' }).fill('3');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('heading', { name: 'Read or focus three times', level: 1 }).waitFor();
  await person.page.getByText('Read or focus three times', { exact: true }).waitFor();

  await admin.visit('/admin/introductions');
  await page.getByRole('button', { name: 'Change the order' }).last().click();
  await moveUp(page, 'By keyboard', 4);
  await page.getByText('The order was saved.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Change “Find anything”' }).click();
  await page.getByRole('textbox', { name: 'Opens the page' }).fill('/nowhere');
  await page.getByRole('textbox', { name: 'Title' }).fill('Search everything');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The app has no page at this address.').waitFor();
  await page.getByRole('textbox', { name: 'Opens the page' }).fill('/library');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Search everything', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Back to Introductions' }).click();
  const steps = page.getByRole('list', { name: 'Steps of “Where things are”' }).getByRole('listitem');
  await steps.filter({ hasText: 'Search everything' }).getByText('Changed here').waitFor();
  expect((await steps.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
    'The five places',
    'Search everything',
    'By keyboard',
    'Whether everything is saved',
  ]);
  await expect
    .poll(() => person.rows<{ title: string }>(`select title from onboarding_steps where title = 'Search everything'`))
    .toHaveLength(1);
  expect([...admin.noise, ...person.noise]).toEqual([]);
});

test('an ordinary person sees no administration, saves an archive offline, and may change their mind about leaving', async () => {
  const email = 'person@example.org';
  const device = await app.open({ viewport: PHONE });
  await device.signIn(email);
  await device.page.evaluate(() => globalThis.cadence.dispatch('inbox.add', { id: crypto.randomUUID(), title: 'Take me along' }));
  await device.synced();
  const { page } = device;
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('navigation', { name: 'More' }).getByRole('link', { name: 'Account' }).waitFor();
  expect(await placeOf(device).count()).toBe(0);
  await device.visit('/admin');
  await page.getByRole('heading', { name: 'This page is for administrators' }).waitFor();
  expect(await page.getByRole('searchbox', { name: 'Search people' }).count()).toBe(0);
  await searchFor(device, 'a');
  const found = page.getByRole('dialog', { name: 'Search' });
  await found.getByText('Account', { exact: true }).waitFor();
  expect(await found.getByText(/^Administration/).count()).toBe(0);

  await device.visit('/account');
  await page.getByRole('heading', { name: 'Your data' }).waitFor();
  await wellMade(device);
  await page.getByText('Account and security').click();
  await page.getByText('Signed in', { exact: true }).first().waitFor();
  // The code of the archive comes with the offline cache.
  await device.installed();
  device.goOffline();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save what is on this device' }).click(),
  ]);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  const index = JSON.parse(strFromU8(files['export.json'] ?? new Uint8Array())) as ArchiveIndex;
  expect(index).toMatchObject({ madeBy: 'device', person: { email }, tables: { inbox_items: 1, users: 1 } });
  expect(strFromU8(files['csv/inbox_items.csv'] ?? new Uint8Array())).toContain('Take me along');
  device.goOnline();

  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('textbox', { name: 'Enter your email address to confirm' }).fill(email);
  await page.getByRole('button', { name: 'Delete in a week' }).click();
  await page.getByText(/^Your account will be deleted on/).waitFor();
  await wellMade(device);
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await page.getByRole('button', { name: 'Delete my account' }).waitFor();
  expect((await query('select from users where deletion_due_at is not null')).rowCount).toBe(0);
  expect(device.noise).toEqual([]);
});
