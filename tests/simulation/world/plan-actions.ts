// Planning, in the seeds that act in the further domains: events and series with exceptions of each scope, which devices change apart, events
// that are linked to what is done elsewhere, and plans of days.
import { addDays } from '#schema/day.ts';
import { recent, type Made, type Maker, type Makers } from './maker.ts';
import type { Random } from '../random.ts';

const ZONES = ['Europe/Berlin', 'America/New_York'] as const;
const RULES = ['FREQ=DAILY', 'FREQ=DAILY;COUNT=6', 'FREQ=WEEKLY;BYDAY=MO,WE,SA', 'FREQ=DAILY;INTERVAL=2'] as const;
const SCOPES = ['this', 'this', 'following', 'all'] as const;
const SOURCE = 'sim';

function times(random: Random, day: string): { start: string; end: string } {
  const hour = String(6 + random.below(12)).padStart(2, '0');
  return { start: `${day}T${hour}:00`, end: `${day}T${hour}:45` };
}

/** Mostly to nothing; else to a kind, so that doing any such thing fills it, or to one habit. */
function link(random: Random, made: Made): { kind: string; id: string | null } | null {
  const kind = random.pick([null, null, 'focus', 'workout', 'habit'] as const);
  return kind === null ? null : { kind, id: kind === 'habit' ? (recent(random, made.habits) ?? null) : null };
}

/** The event as a device names it: one of the days around now for a series. */
function target(random: Random, made: Made, day: string): { id: string; key: string | null; on: string } | undefined {
  const event = recent(random, made.events);
  if (!event) return undefined;
  const on = addDays(day, random.below(5) - 1);
  return { id: event.id, key: event.key === null ? null : on, on };
}

const onEvent =
  (
    name: string,
    more: (random: Random, on: string, day: string) => Record<string, unknown>,
    scopes: readonly string[] | null = SCOPES,
  ): Maker =>
  (random, made, { day }) => {
    const event = target(random, made, day);
    if (!event) return undefined;
    const scope = scopes === null ? {} : { scope: event.key === null ? 'this' : random.pick(scopes) };
    return { name, args: { id: event.id, key: event.key, ...scope, ...more(random, event.on, day) } };
  };

const onLine =
  (name: string, more: (random: Random, day: string) => Record<string, unknown>): Maker =>
  (random, made, { day }) => {
    const line = recent(random, made.planned);
    return line && { name, args: { id: line.id, day: line.day, ...more(random, day) } };
  };

export const planMakers: Makers = {
  eventAdd: {
    weight: 1,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.events.push({ id, key: null });
      const args = {
        title: `Event ${random.below(99)}`,
        zone: random.pick(ZONES),
        ...times(random, addDays(day, random.below(3))),
      };
      return { name: 'event.add', args: { id, ...args, link: link(random, made), reminders: random.chance(0.3) ? [10] : [] } };
    },
  },
  seriesAdd: {
    weight: 2,
    make: (random, made, { day }) => {
      const id = random.uuid();
      made.events.push({ id, key: day });
      const args = {
        title: `Series ${random.below(99)}`,
        zone: random.pick(ZONES),
        ...times(random, addDays(day, -random.below(4))),
      };
      return { name: 'event.add', args: { id, ...args, link: link(random, made), rule: random.pick(RULES) } };
    },
  },
  eventRename: { weight: 3, make: onEvent('event.edit', (random) => ({ title: `Renamed ${random.below(99)}` })) },
  eventMove: { weight: 2, make: onEvent('event.edit', (random, on) => times(random, addDays(on, random.below(2)))) },
  eventRule: {
    weight: 0.4,
    make: onEvent('event.edit', (random) => ({ rule: random.pick([...RULES, null]) }), ['following', 'all']),
  },
  eventDelete: { weight: 0.8, make: onEvent('event.delete', () => ({})) },
  eventComplete: {
    weight: 1.5,
    make: onEvent('event.complete', (random, _on, day) => ({ isDone: random.chance(0.7), day }), null),
  },
  eventMoveMany: {
    weight: 0.4,
    make: (random, made, { day }) => {
      const moves = [0, 1].flatMap(() => {
        const event = target(random, made, day);
        return event ? [{ id: event.id, key: event.key, ...times(random, event.on) }] : [];
      });
      return moves.length === 0 ? undefined : { name: 'event.moveMany', args: { moves } };
    },
  },
  // The same file on two devices: its events are there once.
  eventImport: {
    weight: 0.4,
    make: (random, _made, { day }) => {
      const said = { zone: ZONES[0], allDay: false, excluded: [], extra: [], overrides: [] };
      const event = { uid: `uid ${random.below(3)}`, title: 'Imported', rule: random.pick([null, ...RULES]), ...said };
      return { name: 'event.import', args: { source: SOURCE, events: [{ ...event, ...times(random, day) }] } };
    },
  },
  lineAdd: {
    weight: 1,
    make: (random, made, { day }) => {
      const line = { id: random.uuid(), day };
      made.planned.push(line);
      return { name: 'plan.add', args: { ...line, title: `Line ${random.below(99)}`, minutes: 15 + random.below(60) } };
    },
  },
  lineEdit: { weight: 1.5, make: onLine('plan.edit', (random) => ({ isDone: random.chance(0.6) })) },
  lineRemove: { weight: 0.3, make: onLine('plan.remove', () => ({})) },
  lineCarry: {
    weight: 0.7,
    make: (random, made) => {
      const line = recent(random, made.planned);
      return line && { name: 'plan.carry', args: { from: line.day, to: addDays(line.day, 1), ids: [line.id] } };
    },
  },
  planOpen: { weight: 0.4, make: (random, _made, { day }) => ({ name: 'plan.open', args: { day, isOpen: random.chance(0.8) } }) },
  planClose: {
    weight: 0.4,
    make: (random, _made, { day }) => ({ name: 'plan.close', args: { day, isClosed: random.chance(0.8) } }),
  },
  planTemplateAdd: {
    weight: 0.3,
    make: (random, made) => {
      const id = random.uuid();
      made.planTemplates.push(id);
      const item = { kind: 'line', minutes: 30, at: 9 * 60 };
      const items = [
        { ...item, title: 'Plan the day', day: 0, isEvent: false },
        { ...item, title: 'Run', day: 1, isEvent: true },
      ];
      return { name: 'template.add', args: { id, name: `Week ${random.below(9)}`, span: 'week', isPublic: false, items } };
    },
  },
  planTemplateUse: {
    weight: 0.5,
    make: (random, made, { day }) => {
      const id = recent(random, made.planTemplates);
      return id === undefined ? undefined : { name: 'template.use', args: { id, day, zone: ZONES[0] } };
    },
  },
};
