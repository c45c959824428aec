// Events that something done elsewhere fills: a workout, a focus session, a habit's tick, pages of a book. The event is the same occurrence
// seen from the calendar, so it pays nothing of its own. One occurrence fills one event of its day, the nearest in time, and gives it back
// when it is taken back. Invariant: an event that the person completed by hand is left alone.
import type { CommandContext, CommandDb } from '../command/define.ts';
import type { Change } from '../progress/change.ts';
import { addDays } from '../day.ts';
import { EVENT_COLUMNS } from './rules/event.ts';
import { isSeries, occurrenceRow, occurrencesOf, putEvent, type EventRow } from './events-of.ts';
import { timesIn } from './rules/series.ts';
import { localDay } from './rules/walls.ts';

/** What an occurrence of a kind is called in the link of an event. */
const LINK_OF: Partial<Record<Change['kind'], string>> = {
  workout: 'workout',
  focus: 'focus',
  habit: 'habit',
  reading: 'book',
  lesson: 'lesson',
  quest: 'quest',
  goal: 'goal',
};

export async function fillEvents(db: CommandDb, ctx: CommandContext, change: Change): Promise<void> {
  const linkKind = LINK_OF[change.kind];
  if (linkKind === undefined) return;
  const by = `${change.kind}:${change.id}`;
  if (change.sign < 0) await openAgain(db, ctx, by);
  else await fillOne(db, ctx, change, by, linkKind);
}

async function openAgain(db: CommandDb, ctx: CommandContext, by: string): Promise<void> {
  await db
    .updateTable('calendar_events')
    .set({ status: 'planned', actual_start: null, actual_end: null, filled_by: null, updated_at: ctx.now })
    .where('user_id', '=', ctx.userId)
    .where('filled_by', '=', by)
    .execute();
}

async function fillOne(db: CommandDb, ctx: CommandContext, change: Change, by: string, linkKind: string): Promise<void> {
  const events = await db
    .selectFrom('calendar_events')
    .select(EVENT_COLUMNS)
    .where('user_id', '=', ctx.userId)
    .where('linked_kind', 'is not', null)
    .where('start_time', '<', new Date(`${addDays(change.day, 2)}T00:00:00Z`))
    .where((event) =>
      event.or([
        event('recurrence_rule', 'is not', null),
        event('start_time', '>=', new Date(`${addDays(change.day, -1)}T00:00:00Z`)),
      ]),
    )
    .orderBy('start_time')
    .orderBy('id')
    .execute();
  const linked = events.filter((event) => isLinked(event, change, linkKind));
  const open: EventRow[] = [];
  for (const event of linked) open.push(...(await onDay(db, ctx, event, change.day)));
  const [from, to] = [new Date(change.at.getTime() - (change.amounts.ms ?? 0)), change.at];
  const [nearest] = open
    .filter(({ status }) => status === 'planned')
    .toSorted((a, b) => distance(a, from) - distance(b, from) || (a.id < b.id ? -1 : 1));
  if (nearest) await putEvent(db, ctx, { ...nearest, status: 'done', actual_start: from, actual_end: to, filled_by: by });
}

const distance = ({ start_time }: EventRow, at: Date): number => Math.abs(start_time.getTime() - at.getTime());

/** By the record that the event names, or by its kind where it names none; a focus session also by the event it was started for. */
const isLinked = (event: EventRow, { id, links }: Change, linkKind: string): boolean =>
  links.some((link) => link.kind === 'event' && (link.id === event.id || link.id === event.parent_event_id)) ||
  (event.linked_kind === linkKind &&
    (event.linked_id === null || links.some((link) => link.id === event.linked_id) || id.startsWith(event.linked_id)));

/** The rows of an event on a local day: its own, or that of a series' occurrence, made if there is none. */
async function onDay(db: CommandDb, ctx: CommandContext, event: EventRow, day: string): Promise<EventRow[]> {
  const isOn = ({ start_time, all_day, timezone }: EventRow) => localDay(start_time, all_day ? 'UTC' : timezone) === day;
  if (!isSeries(event)) return isOn(event) ? [event] : [];
  const own = new Set((await occurrencesOf(db, ctx, event.id)).map(({ occurrence_key }) => occurrence_key ?? ''));
  const [from, to] = [new Date(`${addDays(day, -1)}T00:00:00Z`), new Date(`${addDays(day, 2)}T00:00:00Z`)];
  return timesIn(event, own, from, to)
    .map((time) => occurrenceRow(ctx, event, time))
    .filter(isOn);
}
