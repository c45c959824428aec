// Habits: begun one after another, kept better as the year goes on, skipped when ill, paused on holidays; one given up.
import type { Act, DemoCommand, DemoDay, Life } from './life.ts';

interface Plan {
  fields: Omit<Extract<DemoCommand, { name: 'habit.add' }>['args'], 'id'>;
  /** The day of the year on which it begins and, for one that is given up, ends. */
  from: number;
  to?: number;
  /** How likely it is on a day of the first weeks, and of the last. */
  kept: readonly [number, number];
  /** The value of a measured habit. */
  value?(random: Life['random']): number;
  isOn?(day: DemoDay): boolean;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const reminder = (zone: string, minute: number, weekdays = everyDay) => ({ zone, times: [{ minute, weekdays }] });

const plans: readonly Plan[] = [
  {
    fields: { name: 'Stretch', icon: 'stretch', color: 'pine', group: 'Morning', question: 'Did you stretch this morning?' },
    from: 0,
    kept: [0.6, 0.92],
  },
  {
    fields: { name: 'Water', icon: 'water', color: 'blue', group: 'Morning', kind: 'measure', targetValue: 8, unit: 'glasses' },
    from: 20,
    kept: [0.85, 0.96],
    value: (random) => random.between(5, 10),
  },
  {
    fields: { name: 'Guitar', icon: 'guitar', color: 'orange', frequency: 'weekly', targetCount: 3, group: 'Evening' },
    from: 0,
    kept: [0.35, 0.5],
  },
  {
    fields: { name: 'Read', icon: 'book', color: 'grape', group: 'Evening', kind: 'measure', targetValue: 20, unit: 'pages' },
    from: 60,
    kept: [0.7, 0.85],
    value: (random) => random.between(8, 45),
  },
  {
    fields: { name: 'Spanish', icon: 'language', color: 'red', frequency: 'weekdays', customDays: [1, 2, 3, 4, 5] },
    from: 30,
    kept: [0.55, 0.8],
    isOn: ({ weekday }) => weekday <= 5,
  },
  {
    fields: { name: 'Call home', icon: 'phone', color: 'pink', frequency: 'interval', intervalDays: 7 },
    from: 10,
    kept: [1, 1],
    isOn: ({ weekday }) => weekday === 7,
  },
  {
    fields: {
      name: 'Coffee',
      icon: 'drink',
      color: 'gray',
      kind: 'measure',
      targetValue: 2,
      targetType: 'at_most',
      unit: 'cups',
    },
    from: 120,
    kept: [0.9, 0.95],
    value: (random) => random.pick([1, 1, 2, 2, 2, 3]),
  },
  { fields: { name: 'Cold shower', icon: 'fire', color: 'cyan' }, from: 5, to: 70, kept: [0.7, 0.2] },
];

const NOTES = ['Ten minutes only', 'Felt easy', 'Late, but done', 'With music', 'Tired today'] as const;
const REASONS = ['Travelling', 'Too late', 'Guests'] as const;

export function* habitsYear({ days, random, at }: Life): Generator<Act> {
  for (const plan of plans) yield* habitYear(plan, days, random, at);
  yield* pausesOf(days, random, at);
}

function* habitYear(
  { fields, from, to = Infinity, kept, value, isOn }: Plan,
  days: readonly DemoDay[],
  random: Life['random'],
  at: Life['at'],
): Generator<Act> {
  const first = days[from];
  if (!first) return;
  const begun = at(first.day, 7 * 60);
  const id = random.id(begun);
  const zone = 'Europe/Berlin';
  const args = { ...fields, id, ...(fields.question && { reminders: reminder(zone, 8 * 60) }) };
  yield [{ at: begun, name: 'habit.add', args }];
  for (const day of days.slice(from, Math.min(to, days.length))) {
    if (isOn && !isOn(day)) continue;
    const when = at(day.day, random.between(7 * 60 + 30, 22 * 60));
    const likely = kept[0] + (kept[1] - kept[0]) * day.progress;
    const mark = day.kind === 'ill' ? 'ill' : day.kind === 'holiday' ? 'holiday' : random.chance(likely) ? 'done' : 'open';
    const on = { habitId: id, day: day.day };
    if (mark === 'ill') yield [{ at: when, name: 'habit.mark', args: { ...on, mark: 'skipped', note: 'Ill' } }];
    else if (mark === 'done') {
      const note = random.chance(0.04) ? random.pick(NOTES) : undefined;
      yield [
        {
          at: when,
          name: 'habit.mark',
          args: { ...on, mark: 'done', ...(value && { value: value(random) }), ...(note !== undefined && { note }) },
        },
      ];
    } else if (mark === 'open' && random.chance(0.08)) {
      yield [{ at: when, name: 'habit.mark', args: { ...on, mark: 'skipped', note: random.pick(REASONS) } }];
    }
  }
  const last = days[to];
  if (last) yield [{ at: at(last.day, 21 * 60), name: 'habit.archive', args: { id, isArchived: true } }];
}

/** A pause of all habits over each holiday. */
function* pausesOf(days: readonly DemoDay[], random: Life['random'], at: Life['at']): Generator<Act> {
  for (const [index, { day, kind }] of days.entries()) {
    if (kind !== 'holiday' || days[index - 1]?.kind === 'holiday') continue;
    const length = days.slice(index).findIndex((later) => later.kind !== 'holiday');
    const last = days[length === -1 ? days.length - 1 : index + length - 1];
    const when = at(day, 6 * 60);
    yield [
      {
        at: when,
        name: 'habit.pause',
        args: { id: random.id(when), habitId: null, from: day, to: last?.day ?? null, reason: 'Holiday' },
      },
    ];
  }
}
