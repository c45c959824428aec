// `npm run pictures [-- --only WORDS] [--widths 390,1440]`: screenshots of every page at four widths, in both themes, of the demo person (full)
// and of a new person (empty), of the pages whose address has the words, as PNG files in .cache/pictures. Uses a server and a database of its own.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settled } from '#tests/e2e/axe.ts';
import { Device } from '#tests/e2e/device.ts';
import { buildIfStale } from './build.ts';
import { DEMO_EMAIL, withDemoServer } from './demo/serve-demo.ts';

const SHOWN_PATHS = [
  '/',
  '/focus',
  '/focus/music',
  '/train',
  '/train/history',
  '/train/exercises',
  '/train/routines',
  '/train/programs',
  '/train/muscles',
  '/train/body',
  '/train/import',
  '/studio',
  '/studio/learn',
  '/studio/learn/lesson/decibels',
  '/studio/learn/statistics',
  '/studio/learn/drill/eq-boost',
  '/studio/listening',
  '/studio/listening/prompts',
  '/library',
  '/library/books',
  '/library/books/statistics',
  '/library/books/import',
  '/library/notes',
  '/library/references',
  '/library/notes/new',
  '/habits',
  '/habits/import',
  '/goals',
  '/plan',
  '/plan?view=agenda',
  '/plan?view=day',
  '/plan?view=week',
  '/plan?view=month',
  '/plan/day',
  '/plan/week',
  '/plan/templates',
  '/quests',
  '/market',
  '/profile',
  '/settings',
  '/account',
  '/feedback',
  '/admin',
  '/admin/approvals',
  '/admin/roles',
  '/admin/feedback',
  '/admin/flags',
  '/admin/server',
  '/admin/introductions',
  '/admin/content',
  '/admin/content/quests/new',
  '/admin/audit',
  '/sign-in',
  '/debug',
];

/** Pages of one row each: the address without its id, and the query for the row's id. */
const RECORD_PAGES: readonly (readonly [path: string, newest: string])[] = [
  ['/habits/', 'select id from habits order by sort_order limit 1'],
  ['/library/books/', `select id from books where status = 'reading' order by last_read_at desc nulls last limit 1`],
  ['/library/notes/', `select id from infobase_entries order by is_pinned desc, id limit 1`],
  ['/plan/event/', 'select id from calendar_events where recurrence_rule is not null order by created_at limit 1'],
  ['/admin/content/quests/', 'select id from universal_quests order by sort_order, id limit 1'],
  ['/admin/content/lessons/', `select id from learn_lessons where key = 'decibels'`],
  ['/admin/content/items/', 'select id from market_items where total_stock = 200'],
  [
    '/admin/content/prompts/',
    `select id from listening_prompt_templates where answer_kind = 'grades' order by display_order limit 1`,
  ],
  ['/admin/introductions/', 'select id from onboarding_flows order by sort_order limit 1'],
  [
    '/admin/introductions/steps/',
    `select id from onboarding_steps where target_selector is not null order by step_order, id limit 1`,
  ],
  ['/goals/', 'select id from goals order by created_at limit 1'],
  ['/train/history/', 'select id from workout_sessions where completed_at is not null order by completed_at desc limit 1'],
  ['/train/programs/shipped/', 'select id from program_templates order by sort_order limit 1'],
  ['/train/routines/', 'select id from workouts where program_id is null order by sort_order limit 1'],
  ['/train/programs/', 'select id from training_programs order by is_active desc, id limit 1'],
  ['/train/exercises/', 'select exercise_id as id from exercise_sets group by 1 order by count(*) desc, 1 limit 1'],
];

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, widths: { type: 'string', default: '320,390,768,1440' } },
});

const SIZES = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
].filter(({ width }) => options.widths.split(',').includes(String(width)));
const THEMES = ['light', 'dark'] as const;
const OUT = '.cache/pictures';

async function pagesOf(device: Device): Promise<string[]> {
  const rows = await Promise.all(
    RECORD_PAGES.map(async ([path, sql]) => [path, await device.rows<{ id: string }>(sql)] as const),
  );
  const all = [...SHOWN_PATHS, ...rows.flatMap(([path, [row]]) => (row ? [`${path}${row.id}`] : []))];
  return all.filter((path) => path.includes(options.only));
}

/** A short name of a page, without the id of its row. */
const nameOf = (path: string): string =>
  path === '/'
    ? 'today'
    : path
        .slice(1)
        .replaceAll(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/one')
        .replaceAll('/', '-');

async function takePictures(device: Device, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const pages = await pagesOf(device);
  const taken: string[] = [];
  for (const size of SIZES) {
    await device.page.setViewportSize(size);
    for (const theme of THEMES) {
      await device.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const path of pages) {
        await device.visit(path);
        await device.synced();
        await settled(device);
        const file = join(folder, `${nameOf(path)}-${size.width}-${theme}.png`);
        await device.page.screenshot({ path: file });
        taken.push(file);
      }
    }
  }
  return taken;
}

await buildIfStale();
await withDemoServer(async (port) => {
  for (const [email, folder] of [
    [DEMO_EMAIL, 'full'],
    ['new@example.org', 'empty'],
  ] as const) {
    const device = await Device.open({ serverPort: port });
    try {
      // tsx names functions with a helper that a page does not have.
      await device.page.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
      await device.visit('/');
      await device.signIn(email);
      await device.synced();
      for (const file of await takePictures(device, join(OUT, folder))) console.log(file);
    } finally {
      await device.close();
    }
  }
});
