// `npm run pictures`: screenshots of the demo person's pages on a phone and a desktop, in both themes, as PNG files in
// .cache/pictures. Uses a server and a database of its own.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '#server/db/pool.ts';
import { createLog } from '#server/log.ts';
import { settled } from '#tests/e2e/axe.ts';
import { Device } from '#tests/e2e/device.ts';
import { freePort, startAppServer } from '#tests/support/app-server.ts';
import { buildIfStale } from './build.ts';
import { seedDemo } from './demo/seed.ts';
import { embeddedDatabaseUrl } from './running-database.ts';

const PAGES = [
  '/',
  '/focus',
  '/train',
  '/train/history',
  '/train/exercises',
  '/studio',
  '/library',
  '/habits',
  '/habits/import',
  '/goals',
  '/quests',
  '/studio/learn',
  '/profile',
  '/settings',
];
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];
const THEMES = ['light', 'dark'] as const;
const EMAIL = 'demo@example.org';
const OUT = '.cache/pictures';

async function seeded(dataDir: string): Promise<void> {
  const url = await embeddedDatabaseUrl(dataDir);
  if (url === null) throw new Error('the server has no database of its own');
  const pool = createPool(url, { max: 2, applicationName: 'cadence-demo' });
  const now = new Date();
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
  const year = { seed: 1, endDay: now.toISOString().slice(0, 10), until: now, zone };
  await seedDemo(pool, createLog('warn'), { email: EMAIL, ...year }).finally(() => pool.end());
}

async function takePictures(device: Device): Promise<string[]> {
  const taken: string[] = [];
  for (const size of SIZES) {
    await device.page.setViewportSize(size);
    for (const theme of THEMES) {
      await device.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const path of PAGES) {
        await device.visit(path);
        await device.synced();
        await settled(device);
        const name = path === '/' ? 'today' : path.slice(1).replaceAll('/', '-');
        const file = join(OUT, `${name}-${size.width}-${theme}.png`);
        await device.page.screenshot({ path: file });
        taken.push(file);
      }
    }
  }
  return taken;
}

await buildIfStale();
await mkdir(OUT, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'cadence-pictures-'));
const port = await freePort();
// Ignores the configured database: the demo person is in this folder only.
const server = await startAppServer({ dataDir, port, env: { DATABASE_URL: '', S3_BUCKET: '', ELECTRIC_URL: '' } });
try {
  await seeded(dataDir);
  const device = await Device.open({ serverPort: port });
  try {
    await device.visit('/');
    await device.signIn(EMAIL);
    await device.synced();
    for (const file of await takePictures(device)) console.log(file);
  } finally {
    await device.close();
  }
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
