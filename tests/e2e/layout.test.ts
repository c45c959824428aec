// Every page is laid out right at four widths and with text at 200 %: nothing is wider than the screen, cut, covered or
// overlapping. The pages show weeks of rows, with the longest names that people give.
import { beforeAll, expect, test } from 'vitest';
import { contentId, newId } from '#schema/ids.ts';
import { modules } from '#src/app/modules.ts';
import { demoDomains } from '#src/demo/domains.ts';
import { daysUntil } from '#src/demo/life.ts';
import { Random } from '#src/demo/random.ts';
import type { AnyCommand } from '#src/replica/api.ts';
import { settled } from './axe.ts';
import type { Device } from './device.ts';
import { laidOut, layoutFaults } from './layout.ts';
import { servedApp } from './served-app.ts';

/** `text` is the size of the root's font. */
const VIEWS = [
  { width: 320, height: 640, text: '' },
  { width: 390, height: 844, text: '' },
  { width: 768, height: 1024, text: '' },
  { width: 1440, height: 900, text: '' },
  { width: 390, height: 844, text: '200%' },
] as const;

type DatedCommand = AnyCommand & { at: Date };

const WEEKS = 5;
const DAY_MS = 86_400_000;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const LONGEST_TAG = 'Donaudampfschifffahrtsgesellschaft';
const LONG = 'Thesis, chapter three: the Donaudampfschifffahrtsgesellschaft and its competitors on the upper Danube';

const SET = { setNumber: 1, kind: 'normal', weightKg: 142.5, reps: 12, rpe: 8.5 } as const;
const entryOf = (exerciseId: string) => ({ id: newId(), exerciseId });

const id = {
  book: newId(),
  session: newId(),
  workout: newId(),
  focus: newId(),
  habit: newId(),
  goal: newId(),
  quest: newId(),
  track: newId(),
  note: newId(),
  link: newId(),
};
const SQUAT = contentId('exercise', 'Barbell_Squat');
const LONGEST_EXERCISE = contentId('exercise', 'Decline_Close-Grip_Bench_To_Skull_Crusher');

const shownPaths = modules.flatMap(({ routes }) => routes.map(({ options }) => (options as { path?: string }).path ?? ''));
const PAGES = [
  ...shownPaths.filter((path) => !path.includes('$')),
  ...modules.flatMap((module) => ('examplePaths' in module ? module.examplePaths : [])),
  '/no-such-page',
  `/train/session/${id.workout}`,
  `/train/history/${id.session}`,
  `/train/exercises/${SQUAT}`,
  `/habits/${id.habit}`,
  `/goals/${id.goal}`,
  `/library/books/${id.book}`,
  `/library/notes/${id.note}`,
  `/library/notes/${id.link}`,
  `/studio/track/${id.track}`,
  '/studio/learn/lesson/decibels',
  `/admin/content/lessons/${contentId('learn_lesson', 'decibels')}`,
];

/** Pages that look otherwise while nothing runs. */
const IDLE_PAGES = ['/', '/focus', '/train'];

/** The last weeks of the demo year. */
function lastWeeks(until: Date): DatedCommand[] {
  const random = new Random(1, 'layout');
  const at = (day: string, minutes: number) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);
  const days = daysUntil(dayOf(until)).slice(-7 * WEEKS, -1);
  return Object.values(demoDomains)
    .flatMap((domain) => [...domain({ days, random, at })])
    .filter((act) => act.every((command) => command.at <= until))
    .toSorted(([a], [b]) => (a?.at.getTime() ?? 0) - (b?.at.getTime() ?? 0))
    .flat();
}

/** Names as long as they get. */
function longRows(now: Date): DatedCommand[] {
  const yesterday = new Date(now.getTime() - DAY_MS);
  const day = dayOf(now);
  const done = entryOf(SQUAT);
  const file = { contentSha256: 'a'.repeat(64), fileSizeBytes: 1, mimeType: 'audio/wav' };
  const yesterdays: AnyCommand[] = [
    { name: 'workout.start', args: { id: id.session, name: LONG, day: dayOf(yesterday), entries: [done] } },
    {
      name: 'set.log',
      args: {
        id: newId(),
        sessionId: id.session,
        entryId: done.id,
        exerciseId: SQUAT,
        ...SET,
        completedAt: yesterday.toISOString(),
      },
    },
    { name: 'workout.finish', args: { id: id.session, day: dayOf(yesterday) } },
    // What it pays is no news, so no message stands over the pages.
    {
      name: 'book.add',
      args: {
        id: id.book,
        title: LONG,
        author: LONG,
        series: LONG,
        totalPages: 1_250,
        tags: [LONGEST_TAG],
        shelves: [LONGEST_TAG],
      },
    },
    { name: 'book.read', args: { id: newId(), bookId: id.book, day: dayOf(yesterday), minutes: 75, to: 1_100, note: LONG } },
  ];
  const todays: AnyCommand[] = [
    {
      name: 'habit.add',
      args: { id: id.habit, name: LONG.slice(0, 80), kind: 'measure', targetValue: 12_500, unit: 'millilitres' },
    },
    {
      name: 'goal.add',
      args: { id: id.goal, title: LONG, startDay: day, progressBy: 'hand', targetValue: 125_000, unit: 'words' },
    },
    { name: 'milestone.add', args: { id: newId(), goalId: id.goal, title: LONG } },
    { name: 'quests.create', args: { id: id.quest, title: LONG } },
    { name: 'inbox.add', args: { id: newId(), title: LONG, description: LONG, tags: [LONGEST_TAG, 'reading', 'long'] } },
    { name: 'book.addNote', args: { id: newId(), bookId: id.book, kind: 'quote', content: `${LONG} ${LONG}`, page: 1_049 } },
    {
      name: 'notes.add',
      args: {
        kind: 'entry',
        id: id.note,
        title: LONG,
        content: `- [ ] ${LONG}\n\n[[${LONG}]]\n\n| a | b |\n|---|---|\n| ${LONG} | ${LONG} |`,
        category: LONG.slice(0, 80),
        tags: [LONGEST_TAG],
      },
    },
    { name: 'notes.keepVersion', args: { of: { kind: 'entry', id: id.note }, field: 'content', content: LONG } },
    {
      name: 'notes.add',
      args: { kind: 'reference', id: id.link, title: LONG, url: `https://example.org/${'long'.repeat(60)}`, reading: 'reading' },
    },
    { name: 'tracks.add', args: { trackId: id.track, name: LONG, ...file } },
  ];
  return [...yesterdays.map((command) => ({ ...command, at: yesterday })), ...todays.map((command) => ({ ...command, at: now }))];
}

/** A paused timer and a running workout. */
function begun(at: Date): DatedCommand[] {
  const day = dayOf(at);
  const [squat, last] = [entryOf(SQUAT), entryOf(LONGEST_EXERCISE)];
  const args = {
    id: newId(),
    sessionId: id.workout,
    entryId: squat.id,
    exerciseId: SQUAT,
    ...SET,
    completedAt: at.toISOString(),
  };
  const commands: AnyCommand[] = [
    { name: 'workout.start', args: { id: id.workout, name: LONG, day, entries: [squat, last] } },
    { name: 'set.log', args },
    {
      name: 'focus.start',
      args: { id: id.focus, mode: 'pomodoro', durationSeconds: 1500, cycle: 1, title: LONG, tag: LONGEST_TAG, day },
    },
    { name: 'focus.pause', args: { id: id.focus } },
  ];
  return commands.map((command) => ({ ...command, at }));
}

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

/** Navigates without reloading the app; resolves when the other page is shown. */
async function goWithin({ page }: Device, path: string): Promise<void> {
  if (page.url().endsWith(path)) return;
  await page.evaluate((to) => {
    document.querySelector('h1')?.setAttribute('data-left', '');
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.waitForFunction(() => document.querySelector('h1:not([data-left])') !== null);
}

async function showAt({ text, ...size }: (typeof VIEWS)[number]): Promise<void> {
  await device.page.setViewportSize(size);
  await device.page.evaluate((fontSize) => void (document.documentElement.style.fontSize = fontSize), text);
  await laidOut(device);
}

async function faultsOf(path: string): Promise<Record<string, string[]>> {
  await goWithin(device, path);
  await settled(device);
  const found: Record<string, string[]> = {};
  for (const view of VIEWS) {
    await showAt(view);
    const here = await layoutFaults(device);
    if (here.length > 0) found[`${view.width} ${view.text}`.trim()] = here;
  }
  return found;
}

test.each(IDLE_PAGES)('%s is laid out right while nothing runs', async (path) => {
  expect(await faultsOf(path)).toEqual({});
});

test('the start of a countdown stands above the bar of a phone', async () => {
  const { page } = device;
  await goWithin(device, '/focus');
  await page.getByRole('radio', { name: 'Countdown' }).press('Space');
  await page.getByRole('radiogroup', { name: 'Length' }).waitFor();
  expect(await faultsOf('/focus')).toEqual({});
  await showAt(VIEWS[1]);
  const start = await page.getByRole('button', { name: 'Start focus' }).boundingBox();
  const bar = await page.getByRole('navigation', { name: 'Places' }).boundingBox();
  expect((start?.y ?? 0) + (start?.height ?? 0)).toBeLessThan(bar?.y ?? 0);
});

test('every kind of fault is found where it is planted', async () => {
  const { page } = device;
  await goWithin(device, '/no-such-page');
  await showAt(VIEWS[1]);
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
  await goWithin(device, `/train/session/${id.workout}`);
  await device.page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await device.page.getByRole('alert').waitFor({ state: 'detached' });
});

test.each(PAGES)('%s is laid out right', async (path) => {
  expect(await faultsOf(path)).toEqual({});
});

test('every page below another one leads back to it', async () => {
  await goWithin(device, `/goals/${id.goal}`);
  await device.page.getByRole('link', { name: 'Back to Goals' }).click();
  await device.page.getByRole('heading', { level: 1, name: 'Goals' }).waitFor();
});
