// The day to which a command's act belongs. The device sends the day, because only the device knows its time zone. It is
// bounded by the corrected time of the act, so that a wrong clock or an invented date cannot change history, streaks and
// limits.
import { boundDay, localHour } from '../day.ts';
import { readSettings } from '../settings/rules.ts';
import type { Span } from '../progress/rules/pay.ts';
import type { CommandContext, CommandDb } from './define.ts';

/** `day` when it is within one day of the span, else the person's day at the end of the span. */
export async function boundedDay(db: CommandDb, ctx: CommandContext, day: string | null, span: Span): Promise<string> {
  // The common case needs no query.
  if (day !== null && day === utcDay(span.to)) return day;
  const { zone, dayStartHour } = await personClock(db, ctx);
  try {
    return boundDay(day, span, zone, dayStartHour);
  } catch {
    // This runtime does not know the zone.
    return boundDay(day, span, 'UTC', dayStartHour);
  }
}

/** The hour of the person's wall clock at an instant, 0 to 23. */
export async function personHours(db: CommandDb, ctx: CommandContext): Promise<(at: Date) => number> {
  const { zone } = await personClock(db, ctx);
  return (at) => {
    try {
      return localHour(at, zone);
    } catch {
      return at.getUTCHours();
    }
  };
}

async function personClock(db: CommandDb, ctx: CommandContext): Promise<{ zone: string; dayStartHour: number }> {
  const rows = await db
    .selectFrom('user_settings')
    .select(['key', 'value'])
    .where('user_id', '=', ctx.userId)
    .where('key', 'in', ['timeZone', 'dayStartHour'])
    .orderBy('key')
    .execute();
  const { timeZone, dayStartHour } = readSettings(rows);
  return { zone: timeZone === 'auto' ? 'UTC' : timeZone, dayStartHour };
}

/** The bounded day of one instant. */
export const boundedDayAt = (db: CommandDb, ctx: CommandContext, day: string | null, at: Date): Promise<string> =>
  boundedDay(db, ctx, day, { from: at, to: at });

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);
