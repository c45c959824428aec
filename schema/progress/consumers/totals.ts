// occurrence_totals: sums by person, kind, measure and day, so that limits, streaks, quests, goals and charts read sums instead
// of histories. Besides the measures of a kind: `times` (how often), `xp` and `coins` (the ledger's sums for that day).
import type { CommandContext, CommandDb } from '../../command/define.ts';
import type { Change } from '../change.ts';
import type { Pay } from '../rules/pay.ts';
import type { Measure, OccurrenceKind } from '../rules/rates.ts';

export type TotalMeasure = Measure | 'times' | 'xp' | 'coins';

interface Addition {
  day: string;
  sign: 1 | -1;
  amounts: Readonly<Partial<Record<TotalMeasure, number>>>;
}

const totalId = (ctx: CommandContext, kind: OccurrenceKind, measure: string, day: string): string =>
  ctx.derivedId('occurrence_totals', kind, measure, day);

export async function updateTotals(db: CommandDb, ctx: CommandContext, change: Change): Promise<void> {
  const { sign, kind, day, amounts, paid } = change;
  const done: Addition = { day, sign, amounts: { ...amounts, times: 1 } };
  // `paid` already has its sign and its own day: an amended occurrence is paid on the day of its first version.
  const pay: Addition[] = paid ? [{ day: paid.day ?? day, sign: 1, amounts: { xp: paid.xp, coins: paid.coins } }] : [];
  await addToTotals(db, ctx, kind, [done, ...pay]);
}

export async function addToTotals(
  db: CommandDb,
  ctx: CommandContext,
  kind: OccurrenceKind,
  additions: readonly Addition[],
): Promise<void> {
  const rows = new Map<string, { id: string; measure: string; day: string; amount: number }>();
  for (const { day, sign, amounts } of additions) {
    for (const [measure, amount] of Object.entries(amounts)) {
      const id = totalId(ctx, kind, measure, day);
      rows.set(id, { id, measure, day, amount: (rows.get(id)?.amount ?? 0) + sign * amount });
    }
  }
  const changed = [...rows.values()].filter(({ amount }) => amount !== 0);
  if (changed.length === 0) return;
  await db
    .insertInto('occurrence_totals')
    .values(changed.map((row) => ({ ...row, user_id: ctx.userId, kind })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((total) => ({
        amount: total('occurrence_totals.amount', '+', total.ref('excluded.amount')),
      })),
    )
    .execute();
}

/** What a kind was paid on a day, minus reversals. */
export async function paidOnDay(db: CommandDb, ctx: CommandContext, kind: OccurrenceKind, day: string): Promise<Pay> {
  const rows = await db
    .selectFrom('occurrence_totals')
    .select(['measure', 'amount'])
    .where('id', 'in', [totalId(ctx, kind, 'xp', day), totalId(ctx, kind, 'coins', day)])
    .orderBy('id')
    .execute();
  const amountOf = (wanted: TotalMeasure): number => rows.find(({ measure }) => measure === wanted)?.amount ?? 0;
  return { xp: amountOf('xp'), coins: amountOf('coins') };
}
