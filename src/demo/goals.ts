// Goals: one counted from workouts, one from focus, one with milestones, one whose value is entered by hand and that was reached.
import { addDays } from '#schema/day.ts';
import type { Act, DemoCommand, DemoDay, Life } from './life.ts';

type GoalFields = Omit<Extract<DemoCommand, { name: 'goal.add' }>['args'], 'id' | 'startDay'>;

interface Plan {
  fields: GoalFields;
  /** The day of the year on which it begins. */
  from: number;
  /** Days from its beginning to its target date. */
  length?: number;
  /** Days from the beginning on which each is reached; one after the last day of the year stays open. */
  milestones?: readonly (readonly [title: string, after: number])[];
  /** The values entered, each a fortnight after the one before. */
  values?: readonly number[];
}

const PLANS: readonly Plan[] = [
  {
    fields: {
      title: '150 workouts this year',
      category: 'Training',
      priority: 'high',
      progressBy: 'linked',
      metric: 'workouts',
      targetValue: 150,
    },
    from: 0,
    length: 364,
  },
  {
    fields: {
      title: '400 hours of focus',
      category: 'Work',
      priority: 'medium',
      progressBy: 'linked',
      metric: 'focus_hours',
      targetValue: 400,
    },
    from: 0,
    length: 400,
  },
  {
    fields: {
      title: 'Record five songs',
      description: 'Good enough to send to friends.',
      category: 'Music',
      priority: 'medium',
      progressBy: 'milestones',
    },
    from: 150,
    length: 260,
    milestones: [
      ['Write the five', 40],
      ['Rough recordings', 95],
      ['Guitars and voices', 170],
      ['Mix', 240],
      ['Send them', 260],
    ],
  },
  {
    fields: {
      title: 'Body weight 76 kg',
      category: 'Health',
      priority: 'low',
      progressBy: 'hand',
      startValue: 82,
      targetValue: 76,
      unit: 'kg',
    },
    from: 30,
    length: 200,
    values: [81.6, 81.2, 81.3, 80.4, 79.9, 79.2, 78.8, 78.9, 78.1, 77.4, 77.0, 76.3, 75.9],
  },
];

const VALUE_EVERY_DAYS = 14;

export function* goalsYear({ days, random, at }: Life): Generator<Act> {
  for (const plan of PLANS) yield* goalYear(plan, days, random, at);
}

function* goalYear(plan: Plan, days: readonly DemoDay[], random: Life['random'], at: Life['at']): Generator<Act> {
  const { fields, from, length, milestones = [], values = [] } = plan;
  const first = days[from];
  if (!first) return;
  const begun = at(first.day, 9 * 60);
  const id = random.id(begun);
  const targetDate = length === undefined ? null : addDays(first.day, length);
  const steps = milestones.map(([title, after]) => ({ title, after, id: random.id(begun) }));
  yield [
    { at: begun, name: 'goal.add', args: { ...fields, id, startDay: first.day, targetDate } },
    ...steps.map((step) => ({ at: begun, name: 'milestone.add' as const, args: { id: step.id, goalId: id, title: step.title } })),
  ];
  for (const step of steps) {
    const on = days[from + step.after];
    if (on)
      yield [{ at: at(on.day, 20 * 60), name: 'milestone.complete', args: { id: step.id, isCompleted: true, day: on.day } }];
  }
  for (const [index, value] of values.entries()) {
    const on = days[from + (index + 1) * VALUE_EVERY_DAYS];
    if (!on) return;
    const when = at(on.day, 7 * 60 + 20);
    const entry: DemoCommand = { at: when, name: 'goal.update', args: { id: random.id(when), goalId: id, day: on.day, value } };
    const isReached = index === values.length - 1;
    yield isReached ? [entry, { at: when, name: 'goal.setStatus', args: { id, status: 'completed', day: on.day } }] : [entry];
  }
}
