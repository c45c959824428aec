// Goals on one device and on two: measured by hand, by milestones and by linked records, completed and opened again.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const one = scenarioId('goal one');
const two = scenarioId('goal two');
const first = scenarioId('goal first');
const second = scenarioId('goal second');
const session = scenarioId('goal session');
const stranger = scenarioId('goal stranger');
const monday = '2026-03-02';

const goal = (rows: TableRows, id = one) => rows['goals']?.find((row) => row['id'] === id);
const completed = (rows: TableRows) =>
  (rows['activity_events'] ?? []).filter(({ taken_back_at }) => taken_back_at === null).map(({ event_type }) => event_type);

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A goal by hand has the value of the newest day, in whatever order the devices are heard.',
    steps: [
      step(0, 'goal.add', { id: one, title: 'Weigh less', startDay: monday, startValue: 80, targetValue: 72, unit: 'kg' }),
      step(1, 'goal.update', { id: first, goalId: one, day: '2026-03-09', value: 78, note: 'after the coast' }),
      step(2, 'goal.update', { id: second, goalId: one, day: '2026-03-05', value: 79 }, { device: 'desktop' }),
      step(3, 'goal.update', { id: second, goalId: one, day: '2026-03-05', value: 79 }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(goal(rows)).toMatchObject({ current_value: 78, progress: 25, status: 'active' });
      expect(rows['goal_updates']).toHaveLength(2);
    },
  },
  {
    title: 'An entry that is deleted leaves the value to the one before.',
    steps: [
      step(0, 'goal.add', { id: one, title: 'Save', startDay: monday, targetValue: 200, isStarted: false }),
      step(1, 'goal.update', { id: first, goalId: one, day: monday, value: 50 }),
      step(2, 'goal.update', { id: second, goalId: one, day: '2026-03-03', value: 90 }),
      step(3, 'goal.deleteUpdate', { id: second }),
      step(4, 'goal.deleteUpdate', { id: second }, { device: 'desktop' }),
      step(5, 'goal.edit', { id: one, title: 'Save a hundred', targetValue: 100 }),
    ],
    then: (rows) =>
      expect(goal(rows)).toMatchObject({
        title: 'Save a hundred',
        current_value: 50,
        progress: 50,
        status: 'not_started',
        started_at: null,
      }),
  },
  {
    title: 'Milestones are ordered, and each that is completed moves the goal; one that is opened again moves it back.',
    steps: [
      step(0, 'goal.add', { id: one, title: 'Record an album', startDay: monday, progressBy: 'milestones' }),
      step(1, 'milestone.add', { id: first, goalId: one, title: 'Write' }),
      step(2, 'milestone.add', { id: second, goalId: one, title: 'Record' }, { device: 'desktop' }),
      step(3, 'milestone.reorder', { goalId: one, ids: [second, first] }),
      step(4, 'milestone.edit', { id: first, title: 'Write ten songs', description: 'demos' }),
      step(5, 'milestone.complete', { id: first, isCompleted: true, day: monday }),
      step(6, 'milestone.complete', { id: second, isCompleted: true, day: monday }),
      step(7, 'milestone.complete', { id: second, isCompleted: false, day: monday }),
    ],
    then: (rows) => {
      expect(goal(rows)).toMatchObject({ progress: 50 });
      expect(rows['goal_milestones']).toContainEqual(
        expect.objectContaining({ title: 'Write ten songs', is_completed: true, sort_order: 1 }),
      );
      expect(completed(rows)).toEqual(['milestone']);
    },
  },
  {
    title: 'A deleted milestone no longer counts, and a deleted goal leaves nothing behind.',
    steps: [
      step(0, 'goal.add', { id: one, title: 'Album', startDay: monday, progressBy: 'milestones' }),
      step(0, 'goal.add', { id: two, title: 'Garden', startDay: monday, progressBy: 'milestones' }),
      step(1, 'milestone.add', { id: first, goalId: one, title: 'Write' }),
      step(2, 'milestone.complete', { id: first, isCompleted: true, day: monday }),
      step(3, 'milestone.delete', { id: first }),
      step(4, 'milestone.add', { id: second, goalId: two, title: 'Dig' }),
      step(5, 'goal.update', { id: session, goalId: two, day: monday, value: 1 }),
      step(6, 'goal.delete', { id: two }),
      step(7, 'milestone.complete', { id: second, isCompleted: true, day: monday }, { device: 'desktop', outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(rows['goals']).toMatchObject([{ id: one, progress: 0 }]);
      expect(rows['goal_milestones']).toBeUndefined();
      expect(rows['goal_updates']).toBeUndefined();
      expect(completed(rows)).toEqual([]);
    },
  },
  {
    title: 'A goal over linked records counts what was done since its first day.',
    steps: [
      step(0, 'focus.start', { id: session, mode: 'stopwatch', durationSeconds: null, day: monday }),
      step(60, 'focus.complete', { id: session, day: monday }),
      step(61, 'goal.add', {
        id: one,
        title: 'Focus',
        startDay: monday,
        progressBy: 'linked',
        metric: 'focus_hours',
        targetValue: 4,
        priority: 'high',
      }),
      step(62, 'goal.add', {
        id: two,
        title: 'Later',
        startDay: '2026-03-03',
        progressBy: 'linked',
        metric: 'focus_hours',
        targetValue: 4,
      }),
      step(63, 'goal.edit', { id: two, metric: 'nonsense' }, { outcome: 'invalid_arguments' }),
    ],
    then: (rows) => {
      expect(goal(rows)).toMatchObject({ progress: 25, priority: 'high' });
      expect(goal(rows, two)).toMatchObject({ progress: 0 });
    },
  },
  {
    title: 'Completed once from two devices, and taken back when the goal is opened again.',
    steps: [
      step(0, 'goal.add', { id: one, title: 'Album', startDay: monday }),
      step(1, 'goal.setStatus', { id: one, status: 'completed', day: monday }),
      step(2, 'goal.setStatus', { id: one, status: 'completed', day: monday }, { device: 'desktop' }),
      step(3, 'goal.setStatus', { id: one, status: 'active', day: monday }),
      step(4, 'goal.add', { id: two, title: 'Garden', startDay: monday }),
      step(5, 'goal.setStatus', { id: two, status: 'completed', day: monday }),
      step(6, 'goal.setStatus', { id: two, status: 'archived', day: monday }),
      step(7, 'goal.reorder', { ids: [two, one] }),
    ],
    then: (rows) => {
      expect(goal(rows)).toMatchObject({ status: 'active', completed_at: null, sort_order: 1 });
      expect(goal(rows, two)).toMatchObject({ status: 'archived', completed_at: '2026-03-02T09:05:00+00:00', sort_order: 0 });
      expect(completed(rows)).toEqual(['goal']);
      expect(rows['points_ledger']).toBeUndefined();
    },
  },
  {
    title: 'A goal of another person can be neither taken, changed, measured nor deleted.',
    given: async (db) => {
      const at = new Date('2026-03-01T09:00:00Z');
      await db
        .insertInto('users')
        .values({ id: stranger, email: 'stranger@example.org', created_at: at, updated_at: at })
        .execute();
      await db
        .insertInto('goals')
        .values({ id: one, user_id: stranger, title: 'Theirs', created_at: at, updated_at: at })
        .execute();
      await db.insertInto('goal_milestones').values({ id: first, goal_id: one, title: 'Theirs' }).execute();
    },
    steps: [
      step(0, 'goal.add', { id: one, title: 'Mine', startDay: monday }, { outcome: 'conflict' }),
      step(1, 'goal.edit', { id: one, title: 'Mine' }, { outcome: 'not_found' }),
      step(2, 'goal.update', { id: second, goalId: one, day: monday, value: 1 }, { outcome: 'not_found' }),
      step(3, 'goal.setStatus', { id: one, status: 'completed', day: monday }, { outcome: 'not_found' }),
      step(4, 'milestone.edit', { id: first, title: 'Mine' }, { outcome: 'not_found' }),
      step(5, 'milestone.delete', { id: first }),
      step(6, 'milestone.reorder', { goalId: one, ids: [first] }, { outcome: 'not_found' }),
      step(7, 'goal.reorder', { ids: [one] }),
      step(8, 'goal.delete', { id: one }),
    ],
    then: (rows) => {
      expect(rows['goals']).toMatchObject([{ title: 'Theirs', user_id: stranger }]);
      expect(rows['goal_milestones']).toMatchObject([{ title: 'Theirs' }]);
    },
  },
];
