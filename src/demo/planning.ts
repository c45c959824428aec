// The calendar of the year: a working week that repeats, training and focus blocks that are filled by what is done, single appointments,
// whole days, and a plan of most days with what was carried over and how the day was closed.
import type { CommandArgs } from '#schema/commands.ts';
import { addDays } from '#schema/day.ts';
import type { Act, DemoDay, Life } from './life.ts';

const zone = 'Europe/Berlin';

type Event = Omit<CommandArgs<'event.add'>, 'id' | 'start' | 'end' | 'zone'> & { from: string; to: string };

/** Repeating events with the day of the year on which they begin. */
const SERIES: readonly { on: number; weekday: number; event: Event }[] = [
  {
    on: 0,
    weekday: 1,
    event: {
      title: 'Team meeting',
      from: '09:30',
      to: '10:15',
      rule: 'FREQ=WEEKLY;BYDAY=MO',
      reminders: [10],
      color: 'blue',
      type: 'meeting',
    },
  },
  {
    on: 0,
    weekday: 1,
    event: {
      title: 'Deep work',
      from: '10:30',
      to: '12:00',
      rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH',
      link: { kind: 'focus', id: null },
      type: 'focus',
    },
  },
  {
    on: 3,
    weekday: 2,
    event: {
      title: 'Training',
      from: '18:00',
      to: '19:15',
      rule: 'FREQ=WEEKLY;BYDAY=TU,TH,SA',
      link: { kind: 'workout', id: null },
      color: 'orange',
      type: 'workout',
      reminders: [30],
    },
  },
  {
    on: 40,
    weekday: 3,
    event: {
      title: 'Choir',
      from: '19:30',
      to: '21:30',
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
      location: 'St. Mary’s',
      color: 'grape',
    },
  },
  { on: 60, weekday: 5, event: { title: 'Review of the week', from: '16:00', to: '16:30', rule: 'FREQ=WEEKLY;BYDAY=FR' } },
  {
    on: 20,
    weekday: 1,
    event: { title: 'Rent', from: '00:00', to: '00:00', allDay: true, rule: 'FREQ=MONTHLY;BYMONTHDAY=1', color: 'gray' },
  },
];

const APPOINTMENTS: readonly (readonly [title: string, from: string, to: string, location: string | null])[] = [
  ['Dentist', '08:00', '08:45', 'Hauptstraße 12'],
  ['Lunch with Mira', '12:30', '13:45', 'Café Nord'],
  ['Call with the bank', '11:15', '11:45', null],
  ['Cinema', '20:00', '22:30', 'Capitol'],
  ['Parents’ evening', '19:00', '20:30', 'School'],
  ['Haircut', '17:15', '18:00', null],
  ['Mixing session', '14:00', '17:00', 'Studio B'],
];

const LINES = [
  'Write the report',
  'Answer the mail',
  'Practise scales',
  'Tidy the desk',
  'Call the plumber',
  'Read a chapter',
  'Plan the trip',
  'Back up the photos',
] as const;
const REVIEWS = ['Calm and long enough', 'Too many meetings', 'Good morning, slow afternoon', 'Finished what mattered'] as const;

export function* planningYear({ days, random, at }: Life): Generator<Act> {
  for (const { on, weekday, event } of SERIES) {
    const first = days.slice(on).find((day) => day.weekday === weekday);
    if (!first) continue;
    const when = at(first.day, 6 * 60);
    yield [{ at: when, name: 'event.add', args: { id: random.id(when), ...timed(event, first.day) } }];
  }
  for (const [index, day] of days.entries()) {
    if (random.chance(0.22)) yield [appointment(day, random, at)];
    if (day.kind === 'holiday' && days[index - 1]?.kind !== 'holiday') yield [holiday(days, index, random, at)];
    if (day.kind !== 'ill' && random.chance(0.3 + 0.5 * day.progress)) yield plannedDay(day, random, at);
  }
  yield* comingDays(days.at(-1), random, at);
}

const timed = ({ from, to, ...event }: Event, day: string) => ({
  ...event,
  zone,
  start: `${day}T${from}`,
  end: event.allDay ? `${addDays(day, 1)}T00:00` : `${day}T${to}`,
});

function appointment(day: DemoDay, random: Life['random'], at: Life['at']): Act[number] {
  const [title, from, to, location] = random.pick(APPOINTMENTS);
  const when = at(day.day, 6 * 60 + 10);
  return { at: when, name: 'event.add', args: { id: random.id(when), ...timed({ title, from, to, location }, day.day) } };
}

function holiday(days: readonly DemoDay[], index: number, random: Life['random'], at: Life['at']): Act[number] {
  const first = days[index]?.day ?? '';
  const length = days.slice(index).findIndex(({ kind }) => kind !== 'holiday');
  const when = at(first, 5 * 60);
  const end = addDays(first, length === -1 ? 1 : length);
  return {
    at: when,
    name: 'event.add',
    args: {
      id: random.id(when),
      title: 'Holiday',
      zone,
      allDay: true,
      start: `${first}T00:00`,
      end: `${end}T00:00`,
      color: 'yellow',
    },
  };
}

/** Lines in the morning, most of them done, one carried over, the day closed in the evening. */
function plannedDay({ day }: DemoDay, random: Life['random'], at: Life['at']): Act {
  const morning = at(day, 8 * 60);
  const evening = at(day, 21 * 60 + 30);
  const lines = Array.from({ length: random.between(2, 4) }, () => ({
    id: random.id(morning),
    title: random.pick(LINES),
    minutes: random.pick([15, 30, 45, 60]),
  }));
  const done = lines.filter(() => random.chance(0.75));
  const left = lines.filter((line) => !done.includes(line));
  return [
    ...lines.map((line) => ({ at: morning, name: 'plan.add' as const, args: { ...line, day } })),
    { at: morning, name: 'plan.open', args: { day } },
    ...done.map(({ id }) => ({ at: evening, name: 'plan.edit' as const, args: { id, day, isDone: true } })),
    ...(left.length > 0
      ? [{ at: evening, name: 'plan.carry' as const, args: { from: day, to: addDays(day, 1), ids: left.map(({ id }) => id) } }]
      : []),
    { at: evening, name: 'plan.close', args: { day, review: random.pick(REVIEWS) } },
  ];
}

/** What is planned after the last day of the year. */
function* comingDays(last: DemoDay | undefined, random: Life['random'], at: Life['at']): Generator<Act> {
  if (!last) return;
  const when = at(last.day, 1);
  for (const [ahead, place] of [2, 5, 9, 16].entries()) {
    const [title, from, to, location] = APPOINTMENTS[ahead] ?? APPOINTMENTS[0] ?? ['Dentist', '08:00', '08:45', null];
    yield [
      {
        at: when,
        name: 'event.add',
        args: { id: random.id(when), ...timed({ title, from, to, location }, addDays(last.day, place)) },
      },
    ];
  }
  yield [
    {
      at: when,
      name: 'template.add',
      args: {
        id: random.id(when),
        name: 'A quiet Sunday',
        span: 'day',
        items: [
          { title: 'Long walk', kind: 'line', minutes: 90, at: null, day: 0, isEvent: false },
          { title: 'Plan the week', kind: 'line', minutes: 20, at: null, day: 0, isEvent: false },
        ],
      },
    },
  ];
}
