// The calendar, the plan of a day and templates, on one device and on two.
import { expect } from 'vitest';
import { scenarioId, step, type Scenario, type TableRows } from '../scenario.ts';

const run = scenarioId('planning run');
const once = scenarioId('planning once');
const habit = scenarioId('planning habit');
const session = scenarioId('planning session');
const template = scenarioId('planning template');
const [line, other] = [scenarioId('planning line'), scenarioId('planning other')];
const zone = 'Europe/Berlin';
const [monday, tuesday] = ['2026-03-02', '2026-03-03'] as const;

const weekly = {
  title: 'Run',
  start: `${monday}T07:00`,
  end: `${monday}T07:45`,
  zone,
  rule: 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6',
  reminders: [10],
};

const events = (rows: TableRows) =>
  (rows['calendar_events'] ?? [])
    .map(({ title, occurrence_key, start_time, recurrence_rule, status, excluded_dates }) =>
      [
        title,
        occurrence_key ?? '-',
        String(start_time).slice(0, 16),
        recurrence_rule ?? '-',
        status,
        (excluded_dates as string[]).join(','),
      ].join(' '),
    )
    .sort();
const due = (rows: TableRows) => (rows['due'] ?? []).map(({ kind, due_at }) => `${kind} ${String(due_at).slice(0, 16)}`).sort();
const items = (rows: TableRows, day: string) =>
  ((rows['daily_plans'] ?? []).find(({ date }) => date === day)?.['items'] ?? []) as Record<string, unknown>[];

export const simulated = true;

export const scenarios: Scenario[] = [
  {
    title: 'A series is one row with its rule, its end and its next reminder.',
    steps: [step(0, 'event.add', { id: run, ...weekly }), step(1, 'event.add', { id: run, ...weekly }, { device: 'desktop' })],
    then: (rows) => {
      expect(rows['calendar_events']).toMatchObject([
        { title: 'Run', recurrence_end: '2026-03-19T06:45:00+00:00', reminder_minutes: 10 },
      ]);
      expect(due(rows)).toEqual(['event_due 2026-03-05T05:50']);
    },
  },
  {
    title:
      'Two devices that change the same occurrence make one row; a change of the series reaches what the occurrence shares with it.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly }),
      step(1, 'event.edit', { id: run, key: '2026-03-05', start: '2026-03-05T18:00' }),
      step(1, 'event.edit', { id: run, key: '2026-03-05', location: 'Park' }, { device: 'desktop' }),
      step(2, 'event.edit', { id: run, key: '2026-03-09', scope: 'all', title: 'Long run', start: '2026-03-09T06:30' }),
    ],
    then: (rows) => {
      expect(events(rows)).toEqual([
        'Long run - 2026-03-02T05:30 FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6 planned ',
        'Long run 2026-03-05 2026-03-05T17:00 - planned ',
      ]);
    },
  },
  {
    title: 'A series moved to another day takes its exceptions and occurrences along.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly }),
      step(1, 'event.edit', { id: run, key: '2026-03-05', location: 'Park' }),
      step(2, 'event.delete', { id: run, key: '2026-03-09' }),
      step(3, 'event.edit', { id: run, key: '2026-03-02', scope: 'all', start: '2026-03-03T07:00' }),
    ],
    then: (rows) =>
      expect(events(rows)).toEqual([
        'Run - 2026-03-03T06:00 FREQ=WEEKLY;BYDAY=TU,FR;COUNT=6 planned 2026-03-10',
        'Run 2026-03-06 2026-03-06T06:00 - planned ',
      ]),
  },
  {
    title: 'This and the following splits the series, once for two devices.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly }),
      step(1, 'event.edit', { id: run, key: '2026-03-12', location: 'Park' }),
      step(2, 'event.edit', { id: run, key: '2026-03-09', scope: 'following', title: 'Jog' }),
      step(2, 'event.edit', { id: run, key: '2026-03-09', scope: 'following', start: '2026-03-09T08:00' }, { device: 'desktop' }),
    ],
    then: (rows) =>
      expect(events(rows)).toEqual([
        'Jog - 2026-03-09T07:00 FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4 planned ',
        'Jog 2026-03-12 2026-03-12T07:00 - planned ',
        'Run - 2026-03-02T06:00 FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260308T235959 planned ',
      ]),
  },
  {
    title:
      'Deletions: of one occurrence, of the following, of the whole; a deletion that comes after a change of the same occurrence wins.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly }),
      step(1, 'event.edit', { id: run, key: '2026-03-05', location: 'Park' }),
      step(1, 'event.delete', { id: run, key: '2026-03-05' }, { device: 'desktop' }),
      step(2, 'event.delete', { id: run, key: '2026-03-16', scope: 'following' }),
      step(3, 'event.add', { id: once, ...weekly, rule: null, title: 'Once' }),
      step(4, 'event.delete', { id: once }),
      step(5, 'event.delete', { id: once }, { device: 'desktop' }),
      step(6, 'event.edit', { id: once, title: 'Too late' }, { device: 'desktop', outcome: 'not_found' }),
    ],
    then: (rows) =>
      expect(events(rows)).toEqual(['Run - 2026-03-02T06:00 FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260315T235959 planned 2026-03-05']),
  },
  {
    title: 'Times and repetitions that cannot be are refused; a zone that nobody knows is UTC.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly, end: `${monday}T06:00` }, { outcome: 'invalid_arguments' }),
      step(1, 'event.add', { id: run, ...weekly, rule: 'FREQ=SECONDLY' }, { outcome: 'invalid_arguments' }),
      step(2, 'event.add', { id: run, ...weekly, zone: 'Mars/Olympus', rule: null }),
      step(3, 'event.edit', { id: run, allDay: true, zone }),
    ],
    then: (rows) =>
      expect(rows['calendar_events']).toMatchObject([
        { all_day: true, timezone: zone, start_time: `${monday}T00:00:00+00:00`, end_time: `${tuesday}T00:00:00+00:00` },
      ]),
  },
  {
    title: 'A reminder is sent for the occurrence that is near, put off, and planned again for the next one.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly, start: `${monday}T10:30`, end: `${monday}T11:00` }),
      step(21, 'event.remind', { id: run }),
      step(22, 'event.snooze', { id: run, startsAt: '2026-03-02T09:30:00.000Z', minutes: 5 }),
      step(23, 'event.remind', { id: once }),
    ],
    then: (rows) => {
      expect(due(rows)).toEqual(['event_due 2026-03-05T09:20', 'event_reminder 2026-03-02T09:27']);
      expect(rows['due']?.find(({ kind }) => kind === 'event_reminder')?.['notice']).toMatchObject({
        title: 'Run',
        body: '10:30',
      });
    },
  },
  {
    title: 'A focus session fills the event it was planned as, pays once, and opens the event again when it is deleted.',
    steps: [
      step(0, 'event.add', {
        id: once,
        title: 'Deep work',
        start: `${monday}T08:00`,
        end: `${monday}T09:00`,
        zone: 'UTC',
        link: { kind: 'focus', id: null },
        rule: 'FREQ=DAILY',
      }),
      step(5, 'focus.log', { id: session, startedAt: '2026-03-02T08:10:00.000Z', seconds: 1_500, day: monday }),
      step(6, 'focus.delete', { id: session }),
      step(7, 'event.complete', { id: once, key: monday, isDone: true, day: monday }),
      step(8, 'event.complete', { id: once, key: monday, isDone: true, day: monday }, { device: 'desktop' }),
    ],
    then: (rows) => {
      expect(events(rows)).toEqual([
        'Deep work - 2026-03-02T08:00 FREQ=DAILY planned ',
        `Deep work ${monday} 2026-03-02T08:00 - done `,
      ]);
      expect(rows['activity_events']?.filter(({ event_type }) => event_type === 'plan')).toHaveLength(1);
    },
  },
  {
    title: 'A tick of a habit fills its event with the actual time.',
    steps: [
      step(0, 'habit.add', { id: habit, name: 'Stretch' }),
      step(1, 'event.add', {
        id: once,
        title: 'Stretch',
        start: `${monday}T10:00`,
        end: `${monday}T10:10`,
        zone: 'UTC',
        link: { kind: 'habit', id: habit },
      }),
      step(2, 'habit.mark', { habitId: habit, day: monday, mark: 'done' }),
    ],
    then: (rows) =>
      expect(rows['calendar_events']).toMatchObject([{ status: 'done', filled_by: `habit:${habit}:${monday}`, habit_id: habit }]),
  },
  {
    title: 'An event completed by hand ticks the habit it is linked to.',
    steps: [
      step(0, 'habit.add', { id: habit, name: 'Stretch' }),
      step(1, 'event.add', {
        id: once,
        title: 'Stretch',
        start: `${monday}T08:00`,
        end: `${monday}T08:10`,
        zone: 'UTC',
        link: { kind: 'habit', id: habit },
      }),
      step(2, 'event.complete', { id: once, isDone: true, day: monday }),
    ],
    then: (rows) => expect(rows['habit_completions']).toMatchObject([{ mark: 'done', completed_date: monday }]),
  },
  {
    title: 'Changes are taken back by putting rows back as they were; a proposal moves several events at once.',
    steps: [
      step(0, 'event.add', { id: run, ...weekly }),
      step(1, 'event.add', { id: once, title: 'Lift', start: `${tuesday}T18:00`, end: `${tuesday}T19:00`, zone }),
      step(2, 'event.moveMany', {
        moves: [
          { id: once, key: null, start: '2026-03-04T18:00', end: '2026-03-04T18:30', title: 'Lift, light' },
          { id: run, key: '2026-03-05', start: '2026-03-06T07:00', end: '2026-03-06T07:45' },
        ],
      }),
      step(3, 'event.putBack', {
        events: [
          {
            id: once,
            title: 'Lift',
            description: null,
            location: null,
            color: null,
            type: 'event',
            allDay: false,
            zone,
            startAt: '2026-03-03T17:00:00.000Z',
            endAt: '2026-03-03T18:00:00.000Z',
            rule: null,
            reminders: [],
            link: null,
            parentId: null,
            key: null,
            originalAt: null,
            excluded: [],
            extra: [],
            status: 'planned',
            actualFrom: null,
            actualTo: null,
            filledBy: null,
            source: null,
            sourceUid: null,
          },
        ],
      }),
    ],
    then: (rows) =>
      expect(events(rows)).toEqual([
        'Lift - 2026-03-03T17:00 - planned ',
        'Run - 2026-03-02T06:00 FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6 planned ',
        'Run 2026-03-05 2026-03-06T06:00 - planned ',
      ]),
  },
  {
    title: 'An import again adds nothing, and is taken back as a whole.',
    steps: ['first', 'again', 'gone'].map((uid, at) =>
      at < 2
        ? step(at, 'event.import', {
            source: 'ics',
            events: [
              {
                uid: 'first',
                title: 'Standup',
                start: `${monday}T09:00`,
                end: `${monday}T09:15`,
                allDay: false,
                zone: 'America/New_York',
                rule: 'FREQ=DAILY;UNTIL=20260306T150000Z',
                excluded: ['2026-03-04'],
                extra: ['2026-03-07T09:00'],
                overrides: [
                  {
                    key: tuesday,
                    isCancelled: false,
                    title: 'Long standup',
                    start: `${tuesday}T09:00`,
                    end: `${tuesday}T10:00`,
                    allDay: false,
                    zone: 'America/New_York',
                  },
                ],
              },
              {
                uid,
                title: 'Once',
                start: `${monday}T09:00`,
                end: `${monday}T09:15`,
                allDay: true,
                zone,
                rule: null,
                excluded: [],
                extra: [],
                overrides: [],
              },
            ],
          })
        : step(at, 'event.undoImport', { source: 'ics', uids: ['again', 'nothing'] }),
    ),
    then: (rows) =>
      expect(events(rows)).toEqual([
        `Long standup ${tuesday} 2026-03-03T14:00 - planned `,
        'Standup - 2026-03-02T14:00 FREQ=DAILY;UNTIL=20260306T100000 planned 2026-03-04',
      ]),
  },
  {
    title: 'Two devices plan the same day and keep the items of both; what is open is carried over once.',
    steps: [
      step(0, 'plan.add', { id: line, day: monday, title: 'Write', minutes: 60 }),
      step(0, 'plan.add', { id: other, day: monday, title: 'Read', kind: 'book' }, { device: 'desktop' }),
      step(1, 'plan.order', { day: monday, ids: [other, line] }),
      step(2, 'plan.box', { day: monday, places: [{ id: line, at: 540 }] }),
      step(3, 'plan.open', { day: monday }),
      step(4, 'plan.edit', { day: monday, id: line, isDone: true }),
      step(5, 'plan.carry', { from: monday, to: tuesday, ids: [line, other] }),
      step(6, 'plan.carry', { from: monday, to: tuesday, ids: [line, other] }, { device: 'desktop' }),
      step(7, 'plan.close', { day: monday, review: 'Good' }),
      step(8, 'plan.note', { day: tuesday, notes: 'Early' }),
      step(9, 'plan.reviewWeek', { firstDay: monday, review: 'Two of three' }),
      step(10, 'plan.edit', { day: monday, id: habit, isDone: true }, { outcome: 'not_found' }),
      step(11, 'plan.remove', { day: monday, id: habit }),
    ],
    then: (rows) => {
      expect(items(rows, monday)).toMatchObject([
        { title: 'Read', to: tuesday, isDone: false },
        { title: 'Write', at: 540, isDone: true },
      ]);
      expect(items(rows, tuesday)).toMatchObject([{ title: 'Read', from: monday, to: null }]);
      expect(rows['daily_plans']).toHaveLength(2);
    },
  },
  {
    title: 'A template of a week puts its lines and events on their days, once.',
    open: ['template.use'],
    steps: [
      step(0, 'template.add', {
        id: template,
        name: 'Work week',
        span: 'week',
        items: [
          { title: 'Plan the week', kind: 'line', minutes: 20, at: null, day: 0, isEvent: false },
          { title: 'Gym', kind: 'workout', minutes: 60, at: 1_080, day: 1, isEvent: true },
        ],
      }),
      step(1, 'template.edit', { id: template, isPublic: true, category: 'Work' }),
      step(2, 'template.use', { id: template, day: monday, zone }),
      step(3, 'template.use', { id: template, day: monday, zone }, { device: 'desktop' }),
      step(4, 'template.delete', { id: scenarioId('planning no template') }),
      step(5, 'template.edit', { id: scenarioId('planning no template'), name: 'None' }, { outcome: 'not_found' }),
    ],
    then: (rows) => {
      expect(events(rows)).toEqual(['Gym - 2026-03-03T17:00 - planned ']);
      expect(items(rows, monday)).toMatchObject([{ title: 'Plan the week' }]);
      expect((rows['plan_templates'] ?? []).find(({ name }) => name === 'Work week')).toMatchObject({
        use_count: 2,
        is_public: true,
      });
    },
  },
];
