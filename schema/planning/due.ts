// The reminders of an event: the server runs `event.remind` when the next one is due. A series has one entry for its next occurrence.
import type { CommandContext, CommandDb } from '../command/define.ts';
import { dueAt, notDue } from '../due/due.ts';
import type { Notice } from '../due/notices.ts';
import { isSeries, occurrencesOf, ownEvent, type EventRow } from './events-of.ts';
import { reminderTimes } from './rules/event.ts';
import { timesIn } from './rules/series.ts';
import { DAY_MS, instantToWall } from './rules/walls.ts';

/** How far ahead the next occurrence is looked for: a yearly one is found. */
const AHEAD_DAYS = [40, 800] as const;

export async function planReminder(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  const event = await ownEvent(db, ctx, id);
  const next = event && event.status === 'planned' && event.reminders.length > 0 ? await nextReminder(db, ctx, event) : null;
  if (next === null) await notDue(db, ctx, 'event_due', id);
  else await dueAt(db, ctx, { kind: 'event_due', key: id, at: next, command: 'event.remind', args: { id } });
}

/** Ends what is planned and what is put off. */
export async function noReminder(db: CommandDb, ctx: CommandContext, id: string): Promise<void> {
  await notDue(db, ctx, 'event_due', id);
  await notDue(db, ctx, 'event_reminder', id);
}

async function nextReminder(db: CommandDb, ctx: CommandContext, event: EventRow): Promise<Date | null> {
  const after = ctx.decidedAt;
  const coming = (await startsFrom(db, ctx, event, after))
    .flatMap((start) => reminderTimes(event, start))
    .filter((at) => at > after)
    .map((at) => at.getTime());
  return coming.length === 0 ? null : new Date(Math.min(...coming));
}

/** The starts of the coming occurrences that have no row of their own; of a single event its start. */
async function startsFrom(db: CommandDb, ctx: CommandContext, event: EventRow, after: Date): Promise<Date[]> {
  if (!isSeries(event)) return [event.start_time];
  const own = new Set((await occurrencesOf(db, ctx, event.id)).map(({ occurrence_key }) => occurrence_key ?? ''));
  const from = new Date(after.getTime() - DAY_MS);
  for (const days of AHEAD_DAYS) {
    const found = timesIn(event, own, from, new Date(after.getTime() + days * DAY_MS));
    if (found.some(({ start }) => start > after)) return found.map(({ start }) => start);
  }
  return [];
}

/** A reminder whose time has come since then is sent. */
const FRESH_MS = 15 * 60_000;

/** The start of the occurrence that is to be reminded of now. */
export async function remindedStart(db: CommandDb, ctx: CommandContext, event: EventRow): Promise<Date | null> {
  const now = ctx.decidedAt.getTime();
  const starts = await startsFrom(db, ctx, event, new Date(now - FRESH_MS));
  return (
    starts.find((start) => reminderTimes(event, start).some((at) => at.getTime() <= now && at.getTime() > now - FRESH_MS)) ?? null
  );
}

export const eventNotice = ({ id, title, location, all_day, timezone }: EventRow, start: Date): Notice => {
  const time = all_day ? null : instantToWall(start, timezone).slice(11, 16);
  return {
    title,
    body: [time, location].filter((part) => part !== null && part !== '').join(', ') || 'Today',
    url: `/plan/event/${id}`,
  };
};
