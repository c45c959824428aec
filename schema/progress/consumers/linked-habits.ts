// Habits that something else ticks: a focus session with the habit, a workout of a plan, pages of any book. The tick is the same
// occurrence seen from the habit, so it pays nothing of its own. A day's tick is counted anew from the events that stand, so it does not
// matter in which order they come. Invariant: a day that the person marked by hand is left alone.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { entryId, restand, RULE_COLUMNS, type RuledHabit } from '../../habits/standing.ts';
import type { Link, Recounted } from '../change.ts';

type LinkedHabit = RuledHabit & { linked_kind: string | null; linked_id: string | null; linked_measure: string | null };

export async function tickLinkedHabits(db: CommandDb, ctx: CommandContext, change: Recounted): Promise<void> {
  const named = change.links.filter(({ kind }) => kind === 'habit').map(({ id }) => id);
  if (change.kind === 'habit') return;
  const habits: LinkedHabit[] = await db
    .selectFrom('habits')
    .select([...RULE_COLUMNS, 'linked_kind', 'linked_id', 'linked_measure'])
    .where('user_id', '=', ctx.userId)
    .where('is_active', '=', true)
    .where((habit) => {
      const byKind = habit('linked_kind', '=', change.kind);
      return named.length === 0 ? byKind : habit.or([byKind, habit('id', 'in', named)]);
    })
    .orderBy('id')
    .execute();
  for (const habit of habits) if (isLinked(habit, change)) await tickDay(db, ctx, habit, change);
}

const isLinked = (habit: LinkedHabit, { kind, links }: { kind: string; links: readonly Link[] }): boolean =>
  links.some((link) => link.kind === 'habit' && link.id === habit.id) ||
  (habit.linked_kind === kind && (habit.linked_id === null || links.some(({ id }) => id === habit.linked_id)));

async function tickDay(db: CommandDb, ctx: CommandContext, habit: LinkedHabit, { kind, day, at }: Recounted): Promise<void> {
  const id = entryId(ctx, habit.id, day);
  const before = await db.selectFrom('habit_completions').select('linked_kind').where('id', '=', id).executeTakeFirst();
  if (before && before.linked_kind === null) return;
  const events = await db
    .selectFrom('activity_events')
    .select(['amounts', 'links'])
    .where('user_id', '=', ctx.userId)
    .where('event_type', '=', kind)
    .where('day', '=', day)
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .orderBy('id')
    .execute();
  const standing = events.filter(({ links }) => isLinked(habit, { kind, links: links as unknown as Link[] }));
  if (standing.length === 0) await db.deleteFrom('habit_completions').where('id', '=', id).execute();
  else {
    const amounts = standing.map((event) => event.amounts as Readonly<Record<string, number>>);
    const row = {
      mark: 'done' as const,
      value: valueOf(habit, amounts),
      linked_kind: kind,
      completed_at: at,
      updated_at: ctx.now,
    };
    await db
      .insertInto('habit_completions')
      .values({ id, habit_id: habit.id, user_id: ctx.userId, completed_date: day, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }
  await restand(db, ctx, habit);
}

const MINUTE_MS = 60_000;

/** Time is counted in minutes, everything else as it is measured; without a measure, how often. */
function valueOf(
  { kind, linked_measure: measure }: LinkedHabit,
  amounts: readonly Readonly<Record<string, number>>[],
): number | null {
  if (kind === 'check') return null;
  if (measure === null) return amounts.length;
  const sum = amounts.reduce((total, one) => total + (one[measure] ?? 0), 0);
  return measure.endsWith('ms') ? Math.floor(sum / MINUTE_MS) : sum;
}
