// Files dropped on one device are analysed there, then played, compared and annotated offline; the person's other device has
// the tracks, their pictures and their sections without analysing anything.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANALYZER_VERSION } from '#src/dsp/analyzer-version.ts';
import { FFMPEG_MISSING, hasFfmpeg, wavBytes } from '#tests/audio/encode.ts';
import { freePort, startAppServer, type AppServer } from '#tests/support/app-server.ts';
import { goTo } from './actions.ts';
import { dropFiles, mp3, pulse, SAMPLE_RATE_HZ, wav, type AudioFile } from './audio-files.ts';
import { findingsInBothThemes } from './axe.ts';
import { Device } from './device.ts';
import { fingersOn } from './touch.ts';

const EMAIL = 'listener@example.org';
const LONG_SECONDS = 65;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

let dataDir: string;
let port: number;
let server: AppServer;
let desktop: Device;
let tablet: Device;

let fixtures: AudioFile[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cadence-e2e-'));
  port = await freePort();
  server = await startAppServer({ dataDir, port });
  desktop = await Device.open({ serverPort: port, viewport: DESKTOP });
  if (!hasFfmpeg) process.stdout.write(`studio: the MP3 is a WAV here, ${FFMPEG_MISSING}\n`);
  const closing = pulse(90, 330, 0.2);
  fixtures = [
    // More than one chunk of frames, and a fingerprint of the length of a song's.
    wav('Opening', pulse(120, 220, 0.5, LONG_SECONDS)),
    wav('Middle', pulse(100, 440, 0.15)),
    hasFfmpeg ? await mp3('Closing', closing, dataDir) : wav('Closing', closing),
  ];
});

afterAll(async () => {
  await desktop.close();
  await tablet?.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const tracks = (device: Device) =>
  device.rows<{ name: string; status: string; bpm: number | null }>(
    'select name, status, bpm from reference_tracks order by name',
  );

/** Resolves when the large picture of the page has more than one colour. */
async function pictureDrawn({ page }: Device): Promise<void> {
  const picture = page.locator('[data-picture] canvas').first();
  await picture.waitFor();
  // A single-colour picture of this size compresses to one or two kilobytes; a waveform does not.
  await expect.poll(async () => (await picture.screenshot()).length, { timeout: 30_000 }).toBeGreaterThan(4_000);
}

async function playsOn({ page }: Device): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  const position = page.getByRole('slider', { name: 'Position' });
  const before = Number(await position.inputValue());
  await expect.poll(async () => Number(await position.inputValue()), { timeout: 20_000 }).toBeGreaterThan(before + 200);
}

const fileToShare = async (path: string) => ({ name: 'Shared.wav', mimeType: 'audio/wav', buffer: await readFile(path) });

const openTrack = async ({ page }: Device, title: string): Promise<void> => {
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

test('three files are dropped at once and analysed on this device', async () => {
  await desktop.visit('/');
  await desktop.installed();
  await desktop.signIn(EMAIL);
  await desktop.synced();
  await goTo(desktop.page, 'Studio');
  await desktop.page.getByRole('heading', { name: 'Add the music you learn from' }).waitFor();
  await dropFiles(desktop, fixtures);
  await expect
    .poll(() => tracks(desktop).then((rows) => rows.map(({ name, status }) => `${name} ${status}`)), { timeout: 60_000 })
    .toEqual(['Closing ready', 'Middle ready', 'Opening ready']);
  const [, , opening] = await tracks(desktop);
  expect([60, 120, 240].some((bpm) => Math.abs((opening?.bpm ?? 0) - bpm) < 1)).toBe(true);
  if (hasFfmpeg) await desktop.page.getByText('The Fixtures', { exact: true }).waitFor();
});

test('the same file is recognised, and a file that is not audio is refused with a message', async () => {
  await dropFiles(desktop, [
    fixtures[0] as AudioFile,
    { name: 'broken.mp3', title: '', type: 'audio/mpeg', bytes: new Uint8Array() },
  ]);
  await desktop.page.getByText('Already here as “Opening”').waitFor();
  await desktop.page.getByText('It is empty.').waitFor();
  await desktop.page.getByRole('button', { name: 'Dismiss broken.mp3' }).click();
  await desktop.page.getByRole('button', { name: 'Dismiss Opening.wav' }).click();
});

test('offline, after a reload, a track can be seen, played and annotated by keyboard', async () => {
  desktop.goOffline();
  await desktop.visit('/studio');
  await openTrack(desktop, 'Opening');
  await pictureDrawn(desktop);
  await playsOn(desktop);
  const { page } = desktop;
  const onLockScreen = () => page.evaluate(() => [navigator.mediaSession.metadata?.title, navigator.mediaSession.playbackState]);
  expect(await onLockScreen()).toEqual(['Opening', 'playing']);

  // The track goes on on other pages, and its own page takes it over again.
  await goTo(page, 'Library');
  const small = page.getByRole('region', { name: 'Cadence' });
  await small.getByRole('button', { name: 'Pause “Opening”' }).click();
  await small.getByRole('button', { name: 'Play “Opening”' }).click();
  await small.getByRole('button', { name: 'Pause “Opening”' }).waitFor();
  expect(await onLockScreen()).toEqual(['Opening', 'playing']);
  await small.getByRole('link', { name: 'Opening' }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  expect(Number(await page.getByRole('slider', { name: 'Position' }).inputValue())).toBeGreaterThan(200);
  expect(await small.getByRole('link', { name: 'Opening' }).count()).toBe(0);

  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  expect(await onLockScreen()).toEqual(['Opening', 'paused']);

  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'New section' });
  await dialog.getByLabel('Name').fill('First chorus');
  await dialog.getByLabel('From').fill('0:02');
  await dialog.getByLabel('To').fill('0:06.5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const mark = page.getByRole('list', { name: 'Sections on the timeline' }).getByRole('button');
  await mark.waitFor();
  expect(await mark.getAttribute('aria-label')).toBe('Section First chorus, 0:02.0 to 0:06.5');
  await mark.press('Shift+ArrowRight');
  await expect.poll(() => desktop.rows('select end_time_ms > 6500 as later from track_regions')).toEqual([{ later: true }]);

  await page.keyboard.press('m');
  const note = page.getByRole('dialog', { name: 'New note' });
  await note.getByLabel('Title').fill('The bass enters');
  await note.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit The bass enters' }).waitFor();
  expect(await findingsInBothThemes(desktop)).toEqual([]);
});

test('offline, two tracks are compared at the same loudness', async () => {
  const { page } = desktop;
  const ids = await desktop.rows<{ id: string; name: string }>('select id, name from reference_tracks order by name');
  const idOf = (name: string) => ids.find((row) => row.name === name)?.id;
  await desktop.visit(`/studio/compare?a=${idOf('Opening')}&b=${idOf('Middle')}`);
  await page
    .getByRole('region', { name: 'Side by side' })
    .getByRole('row', { name: /^Integrated loudness/ })
    .waitFor();
  await page.getByText(/^A is turned down by \d+\.\d dB$/).waitFor();
  await page
    .getByRole('slider', { name: /^A differs from B by/ })
    .first()
    .waitFor();
  await playsOn(desktop);
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('b');
  await page.getByRole('region', { name: 'Track B: Middle' }).and(page.locator('[data-heard]')).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('region', { name: 'Track A: Opening' }).and(page.locator('[data-heard]')).waitFor();
  await page.keyboard.press('Space');
  expect(await findingsInBothThemes(desktop)).toEqual([]);
});

test('offline, the search finds a track by words of its artist or title', async () => {
  const { page } = desktop;
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog', { name: 'Search' });
  // Typed at once: what comes before the field has the focus is kept.
  await page.keyboard.type(hasFfmpeg ? 'fixtures clos' : 'clos');
  await search.locator('button[data-selected]', { hasText: 'Closing' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Closing' }).waitFor();
});

test('back online, the other device has all of it without analysing anything', async () => {
  desktop.goOnline();
  await desktop.synced();
  // Files are uploaded after the rows.
  await desktop.visit('/studio');
  await expect.poll(() => desktop.page.getByText(/Only on this device|Uploading/).count(), { timeout: 60_000 }).toBe(0);

  tablet = await Device.open({ serverPort: port, viewport: PHONE });
  await tablet.visit('/');
  await tablet.signIn(EMAIL);
  await tablet.synced();
  await goTo(tablet.page, 'Studio');
  const analyses = 'select id, completed_at from track_analyses order by id';
  expect(await tablet.rows(analyses)).toEqual(await desktop.rows(analyses));
  const played = new Set<number>();
  tablet.page.on('response', (response) => {
    if (response.url().includes('/v1/blobs/') && response.headers()['content-type'] === 'audio/wav')
      played.add(response.status());
  });
  await openTrack(tablet, 'Opening');
  await pictureDrawn(tablet);
  await tablet.page.getByRole('button', { name: /^Section First chorus/ }).waitFor();
  await tablet.page.getByRole('button', { name: 'Edit The bass enters' }).waitFor();
  await playsOn(tablet);
  // Another track that begins ends the one that went on.
  const small = tablet.page.getByRole('button', { name: 'Stop “Opening”' });
  await tablet.page.getByRole('link', { name: 'Back to Studio' }).click();
  await small.waitFor();
  await openTrack(tablet, 'Middle');
  await playsOn(tablet);
  await small.waitFor({ state: 'detached' });
  await tablet.page.getByRole('link', { name: 'Back to Studio' }).click();
  await tablet.page.getByRole('button', { name: 'Stop “Middle”' }).click();
  await openTrack(tablet, 'Opening');
  // The file is not stored on this device, so it is streamed from the server by range requests.
  expect([...played]).toEqual([206]);
  expect(await tablet.rows(analyses)).toEqual(await desktop.rows(analyses));
});

const menuItem = async ({ page }: Device, name: string) => {
  await page.getByRole('button', { name: 'More actions for this track' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};

test('the other device downloads the file, plays it without a network, and removes it again', async () => {
  const { page } = tablet;
  await page.getByText('Not on this device').waitFor();
  await menuItem(tablet, 'Keep on this device');
  await page.getByText(/Not on this device|Fetching/).waitFor({ state: 'detached' });
  await tablet.installed();
  tablet.goOffline();
  await tablet.visit(new URL(page.url()).pathname);
  await pictureDrawn(tablet);
  await playsOn(tablet);
  const saved = page.waitForEvent('download');
  await menuItem(tablet, 'Download the audio file');
  const file = await (await saved).path();
  expect((await readFile(file)).equals(Buffer.from((fixtures[0] as AudioFile).bytes))).toBe(true);
  tablet.goOnline();
  await menuItem(tablet, 'Remove from this device');
  await page.getByText('Not on this device').waitFor();
});

test('on a phone two fingers zoom, one finger scrolls the picture, and a held finger selects', async () => {
  const { page } = tablet;
  const picture = page.getByRole('application', { name: /^Opening, from/ });
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error('the picture is not on the screen');
  const at = (part: number) => ({ x: box.x + part * box.width, y: box.y + box.height / 2 });
  const seconds = (clock = ''): number => clock.split(':').reduce((sum, text) => sum * 60 + Number(text), 0);
  const shown = async () => {
    const [, from, to] = /from ([\d:]+) to ([\d:]+)/.exec((await picture.getAttribute('aria-label')) ?? '') ?? [];
    return { from: seconds(from), to: seconds(to) };
  };
  const fingers = await fingersOn(page);
  const whole = await shown();
  expect(whole.to - whole.from).toBeGreaterThan(60);
  // Both fingers move outwards by the same distance, so the centre between them stays in place.
  await fingers.drag([
    { from: at(0.45), to: at(0.2) },
    { from: at(0.55), to: at(0.8) },
  ]);
  await expect.poll(async () => (await shown()).to - (await shown()).from).toBeLessThan(15);
  const zoomed = await shown();
  expect(Math.abs((zoomed.from + zoomed.to) / 2 - LONG_SECONDS / 2)).toBeLessThan(4);
  await fingers.drag([{ from: at(0.8), to: at(0.2) }]);
  await expect.poll(async () => (await shown()).from).toBeGreaterThan(zoomed.from + 2);
  expect((await shown()).to - (await shown()).from).toBeCloseTo(zoomed.to - zoomed.from, -0.5);
  await fingers.drag([{ from: at(0.3), to: at(0.7) }], 500);
  await page.getByRole('button', { name: 'Loop the selection' }).click();
  await page.getByRole('button', { name: 'End the loop' }).click();
  expect(await findingsInBothThemes(tablet)).toEqual([]);
});

test('a track is analysed again on request', async () => {
  const finished =
    'select max(completed_at) as at from track_analyses a join reference_tracks t on t.id = a.track_id where t.name = $1';
  const before = await desktop.rows<{ at: Date }>(finished, ['Closing']);
  await openTrack(desktop, 'Closing');
  await menuItem(desktop, 'Analyse again');
  await expect
    .poll(async () => Number((await desktop.rows<{ at: Date }>(finished, ['Closing']))[0]?.at) > Number(before[0]?.at), {
      timeout: 60_000,
    })
    .toBe(true);
  await pictureDrawn(desktop);
});

/** Runs SQL on the server's own database, with its stored address and password. */
async function onServer(sql: string, values: string[]): Promise<unknown[]> {
  const folder = join(dataDir, 'postgres');
  const [password, pid] = await Promise.all(
    [`${folder}.password`, join(folder, 'postmaster.pid')].map((path) => readFile(path, 'utf8')),
  );
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(pid?.split('\n')[3]),
    user: 'cadence',
    password: password?.trim() ?? '',
    database: 'cadence',
  });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  await client.end();
  return rows;
}

test('the result of an older analyser is replaced automatically on a device that has the file', async () => {
  const standing =
    'select a.version, a.completed_at as at from track_analyses a join reference_tracks t on t.id = a.track_id where t.name = $1';
  const [before] = await desktop.rows<{ at: Date }>(standing, ['Middle']);
  await onServer(
    "update track_analyses set version = 'cadence-0' where track_id = (select id from reference_tracks where name = $1)",
    ['Middle'],
  );
  const isNewer = async (device: Device) => {
    const [row] = await device.rows<{ version: string; at: Date }>(standing, ['Middle']);
    return row?.version === ANALYZER_VERSION && Number(row.at) > Number(before?.at);
  };
  await expect.poll(() => isNewer(desktop), { timeout: 60_000 }).toBe(true);
  await expect.poll(() => isNewer(tablet), { timeout: 60_000 }).toBe(true);
  await desktop.visit('/studio');
  await openTrack(desktop, 'Middle');
  await pictureDrawn(desktop);
});

test('files arrive by the share sheet and by “open with”, and the app reports files that were shared too early', async () => {
  const { page } = desktop;
  const path = join(dataDir, 'Shared.wav');
  await writeFile(path, wavBytes(pulse(80, 550, 0.3, 4), { sampleRateHz: SAMPLE_RATE_HZ }));
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), {
      method: 'post',
      enctype: 'multipart/form-data',
      action: '/share',
    });
    form.append(Object.assign(document.createElement('input'), { type: 'file', name: 'files', id: 'shared' }));
    document.body.append(form);
  });
  await page.setInputFiles('#shared', path);
  await Promise.all([
    page.waitForURL(/\/studio/),
    page.evaluate(() => document.querySelector<HTMLFormElement>('form[action="/share"]')?.submit()),
  ]);
  await page.getByRole('link', { name: 'Shared' }).waitFor();

  const opened = await desktop.newTab();
  await opened.addInitScript(() => {
    const launchQueue = {
      setConsumer(consumer: (params: object) => void) {
        const header = new Uint8Array(44);
        const file = new File([header], 'Opened.wav', { type: 'audio/wav' });
        consumer({ files: [{ getFile: () => Promise.resolve(file) }] });
      },
    };
    Object.defineProperty(globalThis, 'launchQueue', { value: launchQueue });
  });
  await opened.goto(`${desktop.url}/studio`);
  await opened.getByRole('link', { name: 'Opened' }).waitFor();
  await opened.close();

  // Sent without a service worker in between.
  const early = await desktop.context.request.post(`${desktop.url}/share`, {
    headers: { accept: 'text/html' },
    multipart: { title: 'x', files: await fileToShare(path) },
  });
  expect([early.status(), new URL(early.url()).pathname + new URL(early.url()).search]).toEqual([200, '/studio?shared=missed']);
  await page.goto(early.url());
  await page.getByText('The files you shared did not arrive').waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await page.waitForURL(/\/studio$/);
});

test('a track deleted on one device disappears from the other', async () => {
  await desktop.visit('/studio');
  await openTrack(desktop, 'Opening');
  await menuItem(desktop, 'Delete everywhere');
  await desktop.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await desktop.page.getByText('Deleted.').waitFor();
  await tablet.page.getByRole('heading', { name: 'Track not found' }).first().waitFor();
  expect((await tablet.rows('select from track_regions')).length).toBe(0);
});

test('a track that plays ends when its person signs out', async () => {
  const { page } = desktop;
  await desktop.visit('/studio');
  await openTrack(desktop, 'Middle');
  await playsOn(desktop);
  await page.getByRole('navigation', { name: 'More' }).getByRole('link', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Stop “Middle”' }).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Stop “Middle”' }).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => navigator.mediaSession.playbackState)).toBe('none');
});

test('a file that only this device has is uploaded before its person signs out', async () => {
  const { page } = tablet;
  await tablet.visit('/studio');
  tablet.goOffline();
  await dropFiles(tablet, [wav('Only here', pulse(80, 500, 0.3))]);
  const onlyHere = () =>
    tablet.rows<{ hash: string }>(`select content_sha256 as hash from reference_tracks where name = 'Only here'`);
  await expect.poll(async () => (await onlyHere()).length, { timeout: 60_000 }).toBe(1);
  const [file] = await onlyHere();
  await tablet.visit('/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out' });
  await dialog.getByText(/ only on this device\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Send, then sign out' }).click();
  await dialog.getByText(/could not be uploaded/).waitFor();
  expect(await findingsInBothThemes(tablet)).toEqual([]);
  tablet.goOnline();
  await tablet.synced();
  await dialog.getByRole('button', { name: 'Send, then sign out' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await tablet.rows('select from reference_tracks')).toEqual([]);
  expect(await onServer('select from ops.blobs where sha256 = $1', [file?.hash ?? ''])).toHaveLength(1);
});

test('no page logged an error', () => {
  expect([...desktop.noise, ...tablet.noise]).toEqual([]);
});
