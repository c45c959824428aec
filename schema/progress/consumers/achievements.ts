// user_achievements: what a person has reached, decided after everything else of an occurrence. Invariant: after an occurrence
// or its reversal, the achievements that depend on its kind are exactly those whose rule is met.
import type { CommandContext, CommandDb } from '../../command/define.ts';
import { personHours } from '../../command/person-day.ts';
import type { Change, Consumer } from '../change.ts';
import { ACHIEVEMENTS, type Achievement } from '../content/achievements.ts';
import { achievementProgress, dependsOn, goalOf, isWithinHours, totalKey, type AchievementFacts } from '../rules/achievements.ts';

export const updateAchievements: Consumer = async (db, ctx, change) => {
  const rows = await db
    .selectFrom('user_achievements')
    .select('achievement_key')
    .where('user_id', '=', ctx.userId)
    .orderBy('achievement_key')
    .execute();
  const earned = new Set(rows.map((row) => row.achievement_key));
  // A deed can only add, a reversal can only take away.
  const isOpen = ({ key }: Achievement): boolean => earned.has(key) === change.sign < 0;
  const open = ACHIEVEMENTS.filter((one) => dependsOn(one.rule, change.kind) && isOpen(one));
  if (open.length === 0) return;
  const facts = await factsOf(db, ctx, change, open, earned);
  const changed: string[] = [];
  for (const one of open) {
    const isMet = achievementProgress(one, facts) >= goalOf(one.rule);
    if (isMet === earned.has(one.key)) continue;
    changed.push(one.key);
    if (isMet) earned.add(one.key);
    else earned.delete(one.key);
  }
  if (changed.length === 0) return;
  if (change.sign > 0) await store(db, ctx, changed);
  else {
    await db.deleteFrom('user_achievements').where('user_id', '=', ctx.userId).where('achievement_key', 'in', changed).execute();
  }
};

/** Achievements that this server or replica does not have yet are earned with the next deed after they arrived. */
async function store(db: CommandDb, ctx: CommandContext, keys: readonly string[]): Promise<void> {
  const known = await db.selectFrom('achievement_definitions').select('key').where('key', 'in', keys).orderBy('key').execute();
  if (known.length === 0) return;
  await db
    .insertInto('user_achievements')
    .values(
      known.map(({ key }) => ({
        id: ctx.derivedId('user_achievements', key),
        user_id: ctx.userId,
        achievement_key: key,
        earned_at: ctx.now,
        notified: false,
      })),
    )
    .execute();
}

async function factsOf(
  db: CommandDb,
  ctx: CommandContext,
  change: Change,
  open: readonly Achievement[],
  earned: ReadonlySet<string>,
): Promise<AchievementFacts> {
  const { kind } = change;
  const measures = new Set(open.flatMap(({ rule }) => (rule.type === 'volume' ? rule.measure : 'times')));
  const sums = await db
    .selectFrom('occurrence_totals')
    .select(({ fn }) => ['measure', fn.sum<number>('amount').as('amount')])
    .where('user_id', '=', ctx.userId)
    .where('kind', '=', kind)
    .where('measure', 'in', [...measures])
    .groupBy('measure')
    .orderBy('measure')
    .execute();
  const standing = await db
    .selectFrom('user_progress')
    .leftJoin('user_streaks', (join) =>
      join.onRef('user_streaks.user_id', '=', 'user_progress.user_id').on('user_streaks.streak_type', '=', kind),
    )
    .select(['current_level', 'longest_streak'])
    .where('user_progress.user_id', '=', ctx.userId)
    .executeTakeFirst();
  return {
    totals: new Map(sums.map(({ measure, amount }) => [totalKey(kind, measure), Number(amount)])),
    longestStreaks: new Map([[kind, standing?.longest_streak ?? 0]]),
    level: standing?.current_level ?? 1,
    atHours: await hoursOf(db, ctx, change, open),
    earned,
  };
}

/** Counts only for rules whose hours contain this occurrence, because the others did not move. */
async function hoursOf(
  db: CommandDb,
  ctx: CommandContext,
  { kind, at, sign }: Change,
  open: readonly Achievement[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const timed = open.flatMap(({ key, rule }) => (rule.type === 'time_of_day' ? [{ key, ...rule }] : []));
  if (timed.length === 0) return counts;
  const hourOf = await personHours(db, ctx);
  const moved = timed.filter((rule) => isWithinHours(hourOf(at), rule));
  // What did not move stays as it is: on a reversal it stays met.
  if (sign < 0) for (const rule of timed) counts.set(rule.key, rule.goal);
  if (moved.length === 0) return counts;
  const events = await db
    .selectFrom('activity_events')
    .select('happened_at')
    .where('user_id', '=', ctx.userId)
    .where('event_type', '=', kind)
    .where('taken_back_at', 'is', null)
    .where('occurrence_id', 'is not', null)
    .orderBy('id')
    .execute();
  const hours = events.flatMap(({ happened_at }) => (happened_at === null ? [] : hourOf(happened_at)));
  for (const rule of moved) counts.set(rule.key, hours.filter((hour) => isWithinHours(hour, rule)).length);
  return counts;
}
