// Weeks of rows with the longest names that people give, and what runs while a person looks: for tests that look at every page.
import { contentId, newId } from '#schema/ids.ts';
import { demoDomains } from '#src/demo/domains.ts';
import { daysUntil } from '#src/demo/life.ts';
import { Random } from '#src/demo/random.ts';
import type { AnyCommand } from '#src/replica/api.ts';

export type DatedCommand = AnyCommand & { at: Date };

const WEEKS = 5;
const DAY_MS = 86_400_000;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const LONGEST_TAG = 'Donaudampfschifffahrtsgesellschaft';
const LONG = 'Thesis, chapter three: the Donaudampfschifffahrtsgesellschaft and its competitors on the upper Danube';

const SET = { setNumber: 1, kind: 'normal', weightKg: 142.5, reps: 12, rpe: 8.5 } as const;
const entryOf = (exerciseId: string) => ({ id: newId(), exerciseId });

/** Of the rows with the longest names. */
export const longIds = {
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
export const SQUAT = contentId('exercise', 'Barbell_Squat');
const LONGEST_EXERCISE = contentId('exercise', 'Decline_Close-Grip_Bench_To_Skull_Crusher');

/** The last weeks of the demo year. */
export function lastWeeks(until: Date): DatedCommand[] {
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
export function longRows(now: Date): DatedCommand[] {
  const yesterday = new Date(now.getTime() - DAY_MS);
  const day = dayOf(now);
  const done = entryOf(SQUAT);
  const file = { contentSha256: 'a'.repeat(64), fileSizeBytes: 1, mimeType: 'audio/wav' };
  const yesterdays: AnyCommand[] = [
    { name: 'workout.start', args: { id: longIds.session, name: LONG, day: dayOf(yesterday), entries: [done] } },
    {
      name: 'set.log',
      args: {
        id: newId(),
        sessionId: longIds.session,
        entryId: done.id,
        exerciseId: SQUAT,
        ...SET,
        completedAt: yesterday.toISOString(),
      },
    },
    { name: 'workout.finish', args: { id: longIds.session, day: dayOf(yesterday) } },
    // What it pays is no news, so no message stands over the pages.
    {
      name: 'book.add',
      args: {
        id: longIds.book,
        title: LONG,
        author: LONG,
        series: LONG,
        totalPages: 1_250,
        tags: [LONGEST_TAG],
        shelves: [LONGEST_TAG],
      },
    },
    { name: 'book.read', args: { id: newId(), bookId: longIds.book, day: dayOf(yesterday), minutes: 75, to: 1_100, note: LONG } },
  ];
  const todays: AnyCommand[] = [
    {
      name: 'habit.add',
      args: { id: longIds.habit, name: LONG.slice(0, 80), kind: 'measure', targetValue: 12_500, unit: 'millilitres' },
    },
    {
      name: 'goal.add',
      args: { id: longIds.goal, title: LONG, startDay: day, progressBy: 'hand', targetValue: 125_000, unit: 'words' },
    },
    { name: 'milestone.add', args: { id: newId(), goalId: longIds.goal, title: LONG } },
    { name: 'quests.create', args: { id: longIds.quest, title: LONG } },
    { name: 'inbox.add', args: { id: newId(), title: LONG, description: LONG, tags: [LONGEST_TAG, 'reading', 'long'] } },
    { name: 'book.addNote', args: { id: newId(), bookId: longIds.book, kind: 'quote', content: `${LONG} ${LONG}`, page: 1_049 } },
    {
      name: 'notes.add',
      args: {
        kind: 'entry',
        id: longIds.note,
        title: LONG,
        content: `- [ ] ${LONG}\n\n[[${LONG}]]\n\n| a | b |\n|---|---|\n| ${LONG} | ${LONG} |`,
        category: LONG.slice(0, 80),
        tags: [LONGEST_TAG],
      },
    },
    { name: 'notes.keepVersion', args: { of: { kind: 'entry', id: longIds.note }, field: 'content', content: LONG } },
    {
      name: 'notes.add',
      args: {
        kind: 'reference',
        id: longIds.link,
        title: LONG,
        url: `https://example.org/${'long'.repeat(60)}`,
        reading: 'reading',
      },
    },
    { name: 'tracks.add', args: { trackId: longIds.track, name: LONG, ...file } },
  ];
  return [...yesterdays.map((command) => ({ ...command, at: yesterday })), ...todays.map((command) => ({ ...command, at: now }))];
}

/** A paused timer and a running workout. */
export function begun(at: Date): DatedCommand[] {
  const day = dayOf(at);
  const [squat, last] = [entryOf(SQUAT), entryOf(LONGEST_EXERCISE)];
  const args = {
    id: newId(),
    sessionId: longIds.workout,
    entryId: squat.id,
    exerciseId: SQUAT,
    ...SET,
    completedAt: at.toISOString(),
  };
  const commands: AnyCommand[] = [
    { name: 'workout.start', args: { id: longIds.workout, name: LONG, day, entries: [squat, last] } },
    { name: 'set.log', args },
    {
      name: 'focus.start',
      args: { id: longIds.focus, mode: 'pomodoro', durationSeconds: 1500, cycle: 1, title: LONG, tag: LONGEST_TAG, day },
    },
    { name: 'focus.pause', args: { id: longIds.focus } },
  ];
  return commands.map((command) => ({ ...command, at }));
}
